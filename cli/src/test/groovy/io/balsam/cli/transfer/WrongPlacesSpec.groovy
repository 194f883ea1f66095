package io.balsam.cli.transfer

import io.balsam.cli.Shell
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Mistakes in the places and slots of a script, told once, with their line, before anything runs. */
class WrongPlacesSpec extends Specification {

  @TempDir Path dir

  def "#place is refused by lint and run: #message"() {
    given:
    def shell = shellWith("""\
      app('a') {
        command 'true'
        transfer 'x', direction: '$direction', path: 'x', via: '$via'
        transfer 'y', direction: '$direction', path: 'x', required: false
      }
      job('a') {
        transfers x: $place
      }
      """)

    expect:
    shell.balsam('lint', 'wf.groovy') == 2
    shell.toString().readLines().findAll { it.startsWith('wf.groovy:') } == ["wf.groovy:$at: $message".toString()]
    shell.balsam('run', 'wf.groovy') == 2
    shell.toString().readLines().findAll { it.contains('wf.groovy:') && it.contains(message) }.size() == 1
    !shell.directory.resolve('data').toFile().exists()

    where:
    direction | via     | place                        | at     | message
    'in'      | ''      | "'archiv:/x'"                | '7:13' | "there is no location 'archiv': did you mean 'archive'?"
    'in'      | ''      | "'archive:/a/../../x'"       | '7:13' | "'archive:/a/../../x' has '..' in its path: name a place below its location"
    'in'      | ''      | "'archive:x'"                | '7:13' | "'archive:x' is not a transfer location: did you mean 'archive:/x'?"
    'in'      | ''      | "'archive'"                  | '7:13' | "'archive' is not a transfer location: write 'location:/path' or '/path'"
    'in'      | ''      | "'odd:/x'"                   | '7:13' | "nothing here reaches the location 'odd' (gopher://host/x)"
    'in'      | ''      | "'https://host/x'"           | '7:13' | "'https://host/x' is a URL: name it under transfer_locations in settings.yml, and write name:/path"
    'in'      | 'pc'    | "'archive:/x'"               | '7:13' | "unknown transfer 'pc': did you mean 'cp'? installed: cp, ln"
    'in'      | 'cp'    | "'odd:/x'"                   | '7:13' | "the transfer 'cp' does not reach the location 'odd' (gopher://host/x)"
    'out'     | ''      | "'archive:/x', y: 'archive:/x'" | '7:30' | "transfer slots 'x' and 'y' both write archive:/x"
    'in'      | ''      | "'/x', y: '/y'"              | '7:22' | "transfer slots 'x' and 'y' would both become 'x' in the workdir"
  }

  def "a location whose only directory is not there fails the job when it runs, and the message names the directory"() {
    given:
    def shell = shellWith("app('a') { command 'true'; transfer 'x', direction: 'in', path: 'x' }\njob('a') { transfers x: 'archive:/x' }\n")
    shell.directory.resolve('settings.yml').text = "transfer_locations:\n  archive: file://$shell.directory/none\n"

    expect:
    shell.balsam('lint', 'wf.groovy') == 0
    shell.balsam('run', 'wf.groovy') == 1
    shell.toString().contains("the location 'archive' is not on this machine: there is no directory file://$shell.directory/none")
  }

  private Shell shellWith(String script) {
    def shell = new Shell(dir)
    shell.directory.resolve('settings.yml').text = "transfer_locations:\n  archive: file://$shell.directory\n  odd: gopher://host/x\n"
    shell.directory.resolve('wf.groovy').text = script.stripIndent()
    shell
  }
}
