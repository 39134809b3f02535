export function SettingsTab() {
  return <h1>Settings</h1>
}
