package io.balsam.ssh

import io.balsam.spi.CommandResult
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import io.balsam.spi.TransferFault
import java.nio.file.Path
import spock.lang.Specification

/** Recorded words of rsync 3.1, 3.2 and 3.5. */
class RsyncEndSpec extends Specification {

  def "files that could not be read are told apart, whatever their names: in"() {
    expect:
    faults(23, 'in', ['/from/none\nü\\#012', '/from/d/z/q', '/from/closed', '/from/pipe', '/from/tree', '/from/gone', '/from/fine']) == [
        (0): [ErrorKind.USER, '/from/none\nü\\#012: No such file or directory'],
        (1): [ErrorKind.USER, '/from/d/z/q: Not a directory'],
        (2): [ErrorKind.USER, '/from/closed: Permission denied'],
        (3): [ErrorKind.USER, '/from/pipe: it is a pipe, a socket or a device'],
        (4): [ErrorKind.USER, '/from/tree/deep/pipe: it is a pipe, a socket or a device'],
        (5): [ErrorKind.TRANSIENT, '/from/gone: it has vanished meanwhile']]
  }

  def "files that could not be written are told apart, and one whose times could not be set is there: out"() {
    expect:
    faults(23, 'out', ['/dev/full/x', '/proc/x/y', '/to/directory', '/to/odd', '/to/fine']) == [
        (0): [ErrorKind.USER, '/dev/full/x: Not a directory'],
        (1): [ErrorKind.USER, '/proc/x: No such file or directory'],
        (2): [ErrorKind.USER, '/to/directory: a directory is where the file is to be']]
  }

  def "where a file system is full, the file that met it is the user's, and the others are moved again: #said"() {
    expect:
    faults(11, said, ['/to/big', '/to/other']) == [
        (0): [ErrorKind.USER, "/to/big: $reason".toString()], (1): [ErrorKind.TRANSIENT, '/to/other: rsync ended before']]

    where:
    said        | reason
    'full'      | 'No space left on device'
    'quota-3.1' | 'Disk quota exceeded'
  }

  def "what ends all of a batch has one message: #said"() {
    when:
    faults(code, said, ['/a'])

    then:
    def e = thrown(PluginException)
    e.kind() == kind
    e.message == message

    where:
    said           | code || kind                | message
    'no-rsync-old' | 12   || ErrorKind.SITE      | "me@dtn has no rsync on the PATH of a login without a terminal: install it there, or add '--rsync-path=…' to 'flags'"
    'no-rsync-csh' | 127  || ErrorKind.SITE      | "me@dtn has no rsync on the PATH of a login without a terminal: install it there, or add '--rsync-path=…' to 'flags'"
    'broken'       | 12   || ErrorKind.TRANSIENT | 'me@dtn cannot be reached (client_loop: send disconnect: Broken pipe)'
    'noise'        | 2    || ErrorKind.SITE      | 'rsync with me@dtn: protocol version mismatch -- is your shell clean?'
  }

  def "a complaint that is about no file of the batch is not passed over"() {
    when:
    faults(23, 'in', ['/elsewhere'])

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    e.message == 'rsync with me@dtn: [sender] link_stat "/from/none\\#012\\#303\\#274\\#134#012" failed: No such file or directory (2)'
  }

  def "bytes and files are counted, with and without commas"() {
    given:
    def end = new RsyncEnd(new CommandResult(0, stats, ''), '/site/tree')

    expect:
    end.moved([:]).bytes() == 1234567
    end.moved([:]).files() == 1001

    where:
    stats << ['Number of regular files transferred: 1,001\nTotal file size: 9 bytes\nTotal transferred file size: 1,234,567 bytes\n',
        'Number of files transferred: 1001\nTotal transferred file size: 1234567 bytes\n']
  }

  /** Kind and message of the faults, by item; rsync said what is recorded. */
  private Map<Integer, List> faults(int code, String said, List<String> paths) {
    def names = [:] as Map<String, List<Entry>>
    paths.eachWithIndex { path, i -> names[path] = [new Entry(i, Path.of('/here'), path, new Entry.Kind(false, false))] }
    def end = new RsyncEnd(new CommandResult(code, '', getClass().getResource("/rsync/${said}.txt").getText('UTF-8')), '/site/tree')
    end.faults(names, new Host('me', 'dtn', 0), 'ssh me@dtn').collectEntries { Integer i, TransferFault f -> [(i): [f.kind(), f.message()]] }
  }
}
