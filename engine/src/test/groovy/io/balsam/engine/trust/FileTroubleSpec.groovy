package io.balsam.engine.trust

import java.nio.file.FileSystemException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Refusals of a real file system, as people are told of them. */
class FileTroubleSpec extends Specification {

  @TempDir Path dir

  private String refused(String name) {
    def file = dir.resolve(name)
    try {
      Files.writeString(file, 'x')
      return 'nothing'
    } catch (IOException e) {
      return FileTrouble.of('cannot write it', file, e).replace(dir.toString(), 'DIR')
    }
  }

  def "a missing path or one in the way is named: #name"() {
    given:
    dir.resolve('file').text = ''
    Files.createDirectory(dir.resolve('folder'))

    expect:
    refused(name) == message

    where:
    name          || message
    'none/x'      || 'cannot write it: there is no directory DIR/none'
    'none/x/y/z'  || 'cannot write it: there is no directory DIR/none'
    'folder/x/y'  || 'cannot write it: there is no directory DIR/folder/x'
    'file/x'      || 'cannot write it: DIR/file is not a directory'
    'file/x/y'    || 'cannot write it: DIR/file is not a directory'
    'folder'      || 'cannot write it: it is a directory'
  }

  def "a file that is not there to be read, and one that is where a directory must be"() {
    when:
    Files.readString(dir.resolve('x'))

    then:
    def e = thrown(IOException)
    FileTrouble.why(dir.resolve('x'), e) == 'there is no such file'

    when:
    dir.resolve('f').text = ''
    Files.createDirectories(dir.resolve('f'))

    then:
    e = thrown(IOException)
    FileTrouble.why(dir.resolve('f'), e) == "$dir/f already exists and is not a directory"
  }

  def "an error without a message of ours keeps the system's: #why"() {
    expect:
    FileTrouble.why(Path.of('/x'), problem) == why

    where:
    problem                                                        || why
    new FileSystemException('/x', null, 'No space left on device') || 'No space left on device'
    new FileSystemException('/x', null, 'Read-only file system')   || 'its file system is mounted read-only'
    new IOException('Input/output error')                          || 'Input/output error'
    new IOException()                                              || 'IOException'
  }
}
