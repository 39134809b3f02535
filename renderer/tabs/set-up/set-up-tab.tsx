export function SetUpTab() {
  return <h1>Connect your own systems</h1>
}
