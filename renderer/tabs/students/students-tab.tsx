export function StudentsTab() {
  return <h1>Students</h1>
}
