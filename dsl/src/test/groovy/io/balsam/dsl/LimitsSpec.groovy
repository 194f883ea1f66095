package io.balsam.dsl

import java.nio.file.Files

/** Scripts at the limits of the compiler, and files that editors write. */
class LimitsSpec extends ScriptSpecification {

  def "too many statements are told, with the cure"() {
    expect:
    lint("app('a') { command 'x' }\n" + "job('a') { tags n: 'abc' + 1 + 2 }\n" * 6000) ==
        ["wf.groovy: the script cannot be compiled: it has too many statements for one piece of code (64 KB): use loops, or move " +
             "parts into methods or into files for 'include'"]
  }

  def "too many arguments are told with a reason"() {
    when:
    def said = lint("app('a') { command 'x' }\nString.format('%s', ${(1..300).join(', ')})\n")

    then:
    said.size() <= 1
    said.every { it.startsWith('wf.groovy: the script cannot be compiled: ') && it.length() > 50 }
  }

  def "@Grab is off, and says so with its place"() {
    expect:
    lint("// none\n@Grab('org.example:lib:1.0')\nimport java.util.List\n") ==
        ['wf.groovy:2:1: @Grab is off: scripts download nothing: put what the script needs on its own: a program for a command, or a plugin']
  }

  def "a byte order mark and CRLF line ends are as good as none"() {
    given:
    def path = directory.resolve('wf.groovy')
    Files.writeString(path, "\uFEFFapp('a') {\r\n  command 'x'\r\n}\r\njob('a')\r\n")

    expect:
    reader().read(path, [:]).jobs().size() == 1
  }

  def "a script in Latin-1 says what is wrong with it"() {
    given:
    def path = directory.resolve('wf.groovy')
    Files.write(path, "// é\n".getBytes('ISO-8859-1'))

    expect:
    reader().lint(path, [:], [])*.toString() ==
        ['wf.groovy: the script cannot be read: it is not a text in UTF-8: save it as such, or convert it with iconv']
  }
}
