export function ItemCategoriesTab() {
  return <h1>Item Categories</h1>
}
