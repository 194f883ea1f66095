package io.balsam.cli

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code --params-file}: what a script sees of a file. */
class ParamsFileSpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
  }

  def "a value is what was written: a number when it prints so, else text"() {
    given:
    def rows = [
        ['5', 'Integer'], ['-5', 'Integer'], ['0', 'Integer'], ['3000000000', 'Long'], ['123456789012345678901234567890', 'BigInteger'],
        ['0.0001', 'BigDecimal'], ['1.10', 'BigDecimal'], ['-1.5', 'BigDecimal'], ['true', 'Boolean'], ['false', 'Boolean'],
        ['012', 'String'], ['0o17', 'String'], ['0x1F', 'String'], ['0b11', 'String'], ['1_000', 'String'], ['1:30', 'String'], ['1:30:00.5', 'String'],
        ['2026-11-29', 'String'], ['2026-11-29T10:00:00Z', 'String'], ['yes', 'String'], ['no', 'String'], ['on', 'String'], ['OFF', 'String'],
        ['y', 'String'], ['True', 'String'], ['.inf', 'String'], ['-.INF', 'String'], ['.nan', 'String'], ['1e5', 'String'], ['1.0e+5', 'String'],
        ['0.0000001', 'String'], ['.5', 'String'], ['5.', 'String'], ['+5', 'String'], ['-0', 'String'], ['00.5', 'String'], ['1_0.5', 'String']]
    script("""
      param 'values', type: Object
      param 'names', type: Object
      app('show') { command 'echo {{x}} {{kind}}' }
      params.values.eachWithIndex { value, i -> job('show') { workdir "v\$i"; parameters x: value, kind: value.getClass().simpleName } }
      params.names.each { name, value -> job('show') { workdir "n\$name"; parameters x: value, kind: value.getClass().simpleName } }
    """)
    dir.resolve('p.yml').text = 'values:\n' + rows.collect { "  - ${it[0]}\n" }.join() + "names: {'quoted': '5', 007: \"on\"}\n"

    expect:
    shell.balsam('run', 'p.groovy', '--params-file', 'p.yml', '--quiet') == 0
    rows.indices.collect { dir.resolve("data/latest/v$it/job.out").text } == rows.collect { "${it[0]} ${it[1]}\n".toString() }
    dir.resolve('data/latest/nquoted/job.out').text == '5 String\n'
    dir.resolve('data/latest/n007/job.out').text == 'on String\n'
  }

  def "the script's types decide what the text means: #written for #declared"() {
    given:
    script("""
      param 'x', $declared
      app('show') { command 'echo {{x}}' }
      job('show') { workdir 'it'; parameters x: params.x }
    """)
    def file = written.contains('{') ? 'p.json' : 'p.yml'
    dir.resolve(file).text = written.contains('{') ? written : "x: $written\n"

    expect:
    shell.balsam('run', 'p.groovy', '--params-file', file, '--quiet') == code
    code == 2 ? shell.err.contains(said) : dir.resolve('data/latest/it/job.out').text == "$said\n"

    where:
    declared         | written           || code | said
    "default: 'a'"   | '012'             || 0    | '012'
    "default: 'a'"   | '12'              || 0    | '12'
    "default: 'a'"   | '1.10'            || 0    | '1.10'
    "default: 'a'"   | 'no'              || 0    | 'no'
    "default: 'a'"   | '{"x": 1.50}'     || 0    | '1.50'
    "default: 'a'"   | '\uFEFF{"x": 1.50}' || 0    | '1.50'
    "default: 'a'"   | '{\n\t"x": 1E5\n}' || 0  | '1E5'
    'default: 1.5'   | '1e-6'            || 0    | '0.000001'
    'default: 1.5'   | '0.0000001'       || 0    | '0.0000001'
    'default: 1'     | '012'             || 0    | '12'
    'default: 1'     | '1_000'           || 2    | "script parameter 'x' must be a whole number, not '1_000'"
    'default: 1'     | '1:30'            || 2    | "script parameter 'x' must be a whole number, not '1:30'"
    'default: 1.5'   | '.inf'            || 2    | "script parameter 'x' must be a number, not '.inf'"
    'default: false' | 'yes'             || 2    | "script parameter 'x' must be true or false, not 'yes'"
    'default: 1'     | '{"x": 1, "x": 2}' || 2   | "Duplicate field 'x'"
    "default: 'a'"   | '&y b\nz: *y'     || 2    | "p.yml:2:4: '*y' is an alias: write the value here"
    "default: 'a'"   | 'b\n---\nx: c'    || 2    | 'p.yml:3:1: a second document: write all values in one'
  }

  private script(String text) {
    dir.resolve('p.groovy').text = text
  }
}
