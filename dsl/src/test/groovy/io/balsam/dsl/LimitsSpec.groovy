package io.balsam.dsl

import java.nio.file.Files

/** Scripts at the limits of the compiler, and files that editors write. */
class LimitsSpec extends ScriptSpecification {

  def "too many statements are reported with the cure"() {
    expect:
    lint("app('a') { command 'x' }\ndef l = []\n" + "l << [${(1000..1099).join(', ')}]\n" * 100) ==
        ["wf.groovy: the script cannot be compiled: its code is too large for one method (64 KB): use loops, or move " +
             "parts into methods or into files for 'include'"]
  }

  def "an expression that the compiler has no room for is reported with the cure: #what"() {
    expect:
    lint("app('a') { command 'x' }\n$code\n") == [said]

    where:
    what         | code                                || said
    'many terms' | 'def n = 1' + ' + 1' * 20_000       || TOO_DEEP
    'nested'     | 'def n = ' + '(' * 20_000 + '1' + ')' * 20_000 || TOO_DEEP
    'long text'  | "def s = '${'x' * 70_000}'"         || "wf.groovy:2:9: the text has 70000 characters, and 65535 is the limit: read it from a file: new File('name').text"
  }

  private static final String TOO_DEEP =
      'wf.groovy: the script cannot be compiled: an expression has too many parts or is nested too deeply: use a list, a loop or variables'

  def "too many arguments are reported with their position and the cure: #many in #call"() {
    expect:
    lint("app('a') { command 'x' }\n${call.replace('MANY', (1..many).join(', '))}\n") == said

    where:
    call                                        | many || said
    'Arrays.asList(MANY)'                       | 250  || []
    'Arrays.asList(MANY)'                       | 251  || tooMany('2:1', 251)
    "String.format('%s', MANY)"                 | 300  || tooMany('2:1', 301)
    "String.format('%s', *[0], MANY)"           | 300  || []
    "def f(Object... x) { 1 }\nf(MANY)"         | 255  || tooMany('3:1', 255)
    "def f = { Object... x -> 1 }\n  f(MANY)"   | 256  || tooMany('3:3', 256)
    'new ArrayList(MANY)'                       | 300  || tooMany('2:1', 300)
    "def l = [1].collect { it.equals(MANY) }"   | 300  || tooMany('2:23', 300)
    "class A { def a() { equals(MANY) } }"      | 300  || tooMany('2:21', 300)
  }

  private static List<String> tooMany(String place, int many) {
    ["wf.groovy:$place: one call has $many arguments, and 250 is the limit: pass a list, such as f([a, b, c])".toString()]
  }

  def "the text of #word is limited, however much is given: #given"() {
    expect:
    lint("app('a') { command 'x'; $word $given }\n")*.replaceAll(/: write .*/, '') ==
        ["wf.groovy:1:25: '$said' has more than 16,000,000 characters: keep it in a file".toString()]

    where:
    word             | said             | given
    'environment'    | 'environment'    | "((0..9).collectEntries { [('N' + it): 'x' * 2_000_000] })"
    'shell_preamble' | 'shell_preamble' | "((0..9).collect { 'x' * 2_000_000 })"
  }

  def "@Grab is refused with its position"() {
    expect:
    lint("// none\n@Grab('org.example:lib:1.0')\nimport java.util.List\n") ==
        ['wf.groovy:2:1: @Grab is switched off: scripts download nothing: install what the script needs, as a program for a command or as a plugin']
  }

  def "a byte order mark and CRLF line ends make no difference"() {
    given:
    def path = directory.resolve('wf.groovy')
    Files.writeString(path, "\uFEFFapp('a') {\r\n  command 'x'\r\n}\r\njob('a')\r\n")

    expect:
    reader().read(path, [:]).jobs().size() == 1
  }

  def "a script in Latin-1 is refused with the cure"() {
    given:
    def path = directory.resolve('wf.groovy')
    Files.write(path, "// é\n".getBytes('ISO-8859-1'))

    expect:
    reader().lint(path, [:], [])*.toString() ==
        ['wf.groovy: the script cannot be read: it is not UTF-8 text: save it as UTF-8, or convert it with iconv']
  }
}
