export function ItemTypesTab() {
  return <h1>Item Types</h1>
}
