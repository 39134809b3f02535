export function LocationsTab() {
  return <h1>Locations</h1>
}
