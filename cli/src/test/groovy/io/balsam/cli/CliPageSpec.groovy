package io.balsam.cli

import io.balsam.cli.option.CommandSpec
import io.balsam.cli.option.HelpPage
import io.balsam.cli.term.Style
import io.balsam.engine.config.Setting
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** {@code docs/cli.md} is written from the catalogue; {@code -Dbalsam.docs=write} writes it anew. */
class CliPageSpec extends Specification {

  static final Path PAGE = Path.of('../docs/cli.md')

  def "docs/cli.md has the help of every command"() {
    given:
    def page = page()
    if (System.getProperty('balsam.docs') == 'write') {
      Files.writeString(PAGE, page)
    }

    expect: 'else write it with: mvn -pl cli -am test -Dtest=CliPageSpec -Dbalsam.docs=write'
    Files.readString(PAGE) == page
  }

  def "every command has a summary, and every one except the simplest an example"() {
    expect:
    CommandRegistry.specs().every { it.summary() && it.examples() }
  }

  private static String page() {
    def text = new StringBuilder('''\
# The command line

Written from the commands themselves; `balsam COMMAND --help` prints the same.

Results go to standard output, everything else to standard error. Every listing has `--json`, and then is complete
unless `--limit` says otherwise; a table that is cut says of how many. Text is UTF-8 in every locale. When standard
output cannot be written (a full disk, a closed stream) a message says so and 0 becomes 3; a reader that has gone
(`| head`) is no trouble. What a script prints goes to standard error too, but for `run` and `resume` without `--json`.

Times are printed in the time zone of `TZ` or of the machine, which `balsam explain` names; those in messages of an
agent are in the agent's zone. `--json` has UTC.

| exit code | means |
|---|---|
| 0 | all well |
| 1 | a job failed or was cancelled |
| 2 | the command line, a script or a setting is wrong; the message says where and what would be right |
| 3 | trouble with the machine, or a fault of Balsam; the log is in `.balsam/log/balsam.log` |
| 130 | interrupted by Ctrl-C; `balsam resume` goes on |

## Settings

A flag wins over an environment variable, that over `settings.yml` of the site, that over the user's
(`$XDG_CONFIG_HOME/balsam/settings.yml`), that over the default. Unknown keys are refused.
`balsam config show` tells where each value came from.

| key | environment | flag | default | what |
|---|---|---|---|---|
''')
    Setting.values().each {
      def flag = it.flag() ? "`${it.flag()}`" : ''
      def value = it.defaultText() ? "`${it.defaultText()}`" : ''
      text << "| `${it.key()}` | `${it.variable()}` | $flag | $value | ${it.help()} |\n"
    }
    def older = Setting.values().find { it.olderKey().present }
    text << """
In the settings, the environment and on the command line `${older.olderKey().get()}`, `${Setting.variable(older.olderKey().get())}` and
`--${older.olderKey().get()}` are older names of `${older.key()}`, and still understood.
"""
    text << '''
Settings of plugins stand below `plugins`, by kind and name; what they know is in their own pages:

```yaml
cores: 8
plugins:
  runner:
    mpirun:
      flags: [--bind-to, core]
```

Variables beside the settings: `BALSAM_SITE` (the site's directory; in a job, where it names the job's own site, it does
not count: a run there is one of the workdir, and `--site $BALSAM_SITE` means the site), `BALSAM_HOME` (plugins for all
sites in `$BALSAM_HOME/plugins`), `BALSAM_OPTS` (options for the JVM), `BALSAM_CDS=off` (no start-up archive),
`BALSAM_SCRIPT_LIMIT` (how long a script's top level may take: `10m`; a minute), `JAVA_HOME`, `NO_COLOR`. Without a home
(`HOME` not set, or not there) nothing is remembered between commands, and nothing else is different. Under a limit on
virtual memory (`ulimit -v`) the JVM is given a quarter of it; 2500 MB are the least.
'''
    CommandRegistry.groups().each { heading, specs ->
      text << "\n## $heading\n"
      specs.each { CommandSpec spec ->
        def help = HelpPage.page(spec, new Style(false, true))
        def common = help.indexOf('Options of every command')
        def rest = help.drop(common + CommandSpec.COMMON.size() + 2).findAll { !it.startsWith('Exit codes') }
        text << "\n### balsam ${spec.name()}\n\n```text\n"
        text << (help.take(common) + rest).join('\n').replaceAll(/\n{3,}/, '\n\n').strip() << '\n```\n'
      }
    }
    text << '\n## Options of every command\n\n| option | what |\n|---|---|\n'
    CommandSpec.COMMON.each { text << "| `${it.usage().strip()}` | ${it.help()} |\n" }
    return text.toString()
  }
}
