/** The desktop file by which Linux starts a program at sign-in. The path is quoted as the Desktop Entry Specification asks. */
export function autostartEntry(program: string, argument: string): string {
  const quoted = `"${program
    .replace(/[\\"`$]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`
  return `[Desktop Entry]
Type=Application
Name=Feebridge
Comment=Starts without a window and keeps the schedule
Exec=${quoted} ${argument}
Terminal=false
X-GNOME-Autostart-enabled=true
`
}
