export function PracticeTab() {
  return <h1>Practice console</h1>
}
