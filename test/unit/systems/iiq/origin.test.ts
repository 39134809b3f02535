import { describe, expect, it } from 'vitest'
import { iiqOrigin } from '../../../../main/systems/iiq/origin.ts'

describe('the origin of Incident IQ', () => {
  it.each([
    ['demo', 'https://demo.incidentiq.com'],
    ['demo.incidentiq.com', 'https://demo.incidentiq.com'],
    ['  Demo.IncidentIQ.com/ ', 'https://demo.incidentiq.com'],
    ['https://demo.incidentiq.com/agent/dashboard?tab=1', 'https://demo.incidentiq.com'],
    ['https://localhost:8443', 'https://localhost:8443'],
    ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('reads %j as %s', (apiDomain, origin) => {
    expect(iiqOrigin({ apiDomain })).toMatchObject({ kind: 'origin', origin })
  })

  it('lets baseUrl replace what the API Domain gives', () => {
    expect(iiqOrigin({ apiDomain: 'demo', baseUrl: 'http://127.0.0.1:4010' })).toEqual({
      kind: 'origin',
      origin: 'http://127.0.0.1:4010',
      isLoopback: true,
    })
    expect(iiqOrigin({ apiDomain: 'demo' })).toMatchObject({ isLoopback: false })
  })

  it.each([
    ['http://demo.incidentiq.com', 'is not encrypted'],
    ['http://127.0.0.1.example.com', 'is not encrypted'],
    ['ftp://demo.incidentiq.com', 'is not https'],
    ['https://user:pass@demo.incidentiq.com', 'contains a user name or password'],
    ['https://', 'is not an address'],
    ['demo school', 'is not an address'],
  ])('refuses %j in a sentence', (apiDomain, part) => {
    expect(iiqOrigin({ apiDomain })).toMatchObject({ kind: 'bad', message: expect.stringContaining(part) })
  })

  it('never repeats a password from the address', () => {
    expect(JSON.stringify(iiqOrigin({ apiDomain: 'https://user:hunter2@demo.incidentiq.com' }))).not.toContain(
      'hunter2',
    )
  })
})
