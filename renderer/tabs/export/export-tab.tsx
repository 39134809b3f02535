export function ExportTab() {
  return <h1>Export</h1>
}
