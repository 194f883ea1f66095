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

Results go to standard output, everything else to standard error. Every listing has `--json`, which is complete unless
`--limit` is given; a shortened table says how many rows there are. Text is UTF-8 in every locale. When standard output
cannot be written (a full disk, a closed stream) a message says so and exit code 0 becomes 3; a closed pipe (`| head`)
is not an error. Output of a script goes to standard error too, except with `run` and `resume` without `--json`.

Times are printed in the time zone of `TZ` or of the machine, which `balsam explain` names; those in messages of an
agent are in the agent's zone. `--json` has UTC.

| exit code | means |
|---|---|
| 0 | all well |
| 1 | a job failed or was cancelled |
| 2 | the command line, a script or a setting is wrong; the message says where, and what is valid |
| 3 | a problem with the machine, or a bug in Balsam; the log is in `.balsam/log/balsam.log` |
| 130 | interrupted by Ctrl-C; `balsam resume` continues |

## Settings

An option overrides an environment variable, which overrides `settings.yml` of the site, then the user's
(`$XDG_CONFIG_HOME/balsam/settings.yml`), then the default. Unknown keys are refused. `balsam config show` names the
origin of each value.

| key | environment | option | default | what |
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
`--${older.olderKey().get()}` are older names of `${older.key()}` and still accepted.
"""
    text << '''
Settings of plugins are below `plugins`, by kind and name; their own pages list the keys:

```yaml
cores: 8
plugins:
  runner:
    mpirun:
      flags: [--bind-to, core]
  transfer:
    rsync:
      ssh: [ssh, -F, /home/me/.ssh/config_dtn]
```

Variables besides the settings: `BALSAM_SITE` (the site's directory; ignored inside a job, where it names the job's
own site: a run there uses the workdir as its site, and `--site $BALSAM_SITE` the job's site), `BALSAM_HOME` (plugins
for all sites in `$BALSAM_HOME/plugins`), `BALSAM_OPTS` (options for the JVM), `BALSAM_CDS=off` (no start-up archive),
`BALSAM_SCRIPT_LIMIT` (how long a script's top level may take, such as `10m`; default: a minute), `JAVA_HOME`,
`NO_COLOR`. Without a home directory (`HOME` unset or missing) nothing is remembered between commands; everything else
is the same. Under a limit on virtual memory (`ulimit -v`) the JVM gets a quarter of it; the limit must be at least
2500 MB.
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
