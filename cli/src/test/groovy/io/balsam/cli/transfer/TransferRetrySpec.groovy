package io.balsam.cli.transfer

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.Shell
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Items that are moved again, and items that nobody wants any more. */
class TransferRetrySpec extends Specification {

  @TempDir Path dir
  Shell shell

  def setup() {
    shell = new Shell(dir)
    dir = shell.directory
    Files.createDirectories(dir.resolve('archive'))
    dir.resolve('archive/a.h5').text = 'a'
    dir.resolve('settings.yml').text = "transfer_locations:\n  archive: file://$dir/archive\n"
    dir.resolve('wf.groovy').text = '''
      app('show') {
        command 'cat mesh.h5'
        transfer 'mesh', direction: 'in', path: 'mesh.h5'
      }
      ['a', 'b', 'c'].each { name -> job('show') { transfers mesh: "archive:/${name}.h5" } }
    '''
    assert shell.balsam('run', 'wf.groovy') == 1
  }

  private List<Map> items(String... words) {
    assert shell.balsam('transfer', 'ls', *words, '--json') == 0: shell
    new ObjectMapper().readValue(shell.out, List)
  }

  def "what did not arrive is moved for new jobs; the rest stays as it is"() {
    given:
    dir.resolve('archive/b.h5').text = 'b'
    assert items()*.state == ['done', 'error', 'error']

    expect:
    shell.balsam('transfer', 'retry', '--run', 'latest', '--location', 'archive') == 0
    shell.out.startsWith('2 jobs new: 4 5')

    when:
    shell.balsam('resume')

    then:
    items()*.state == ['done', 'error', 'error', 'done', 'error']
  }

  def "an item in another state is named, and nothing happens: #words"() {
    expect:
    shell.balsam('transfer', *words.split(' ')) == 2
    shell.err.trim() == message
    items().size() == 3

    where:
    words                 || message
    'retry 1'             || 'transfer item 1 has not failed'
    'cancel 2'            || 'transfer item 2 has ended already'
    'cancel --run latest' || "No item that matches is still to be moved; 'balsam transfer ls' lists all items."
    'retry 77'            || "No item matches; 'balsam transfer ls' lists all items."
    'retry'               || 'balsam: no items are selected: give their numbers or a filter, for example --run latest'
    'cancel x'            || "balsam: 'x' is not the number of a transfer item; 'balsam transfer ls' lists them"
  }

  def "items are cancelled with the jobs that need them"() {
    given: 'a new job that nothing runs yet'
    dir.resolve('archive/b.h5').text = 'b'
    assert shell.balsam('transfer', 'retry', '2') == 0

    expect:
    shell.balsam('transfer', 'cancel', '4', '--json') == 0
    new ObjectMapper().readValue(shell.out, Map).done == [4]
    items('4')*.state == ['cancelled']
  }
}
