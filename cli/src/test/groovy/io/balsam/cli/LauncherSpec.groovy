package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The start script, with a Java that only tells how it was called. */
class LauncherSpec extends Specification {

  @TempDir Path dir
  Path home

  def setup() {
    home = Files.createDirectories(dir.toRealPath().resolve('balsam'))
    Files.createDirectories(home.resolve('bin'))
    Files.createDirectories(home.resolve('lib'))
    Files.createFile(home.resolve('lib/a.jar'))
    Files.createFile(home.resolve('lib/b.jar'))
    Files.copy(Path.of('src/main/dist/bin/balsam'), home.resolve('bin/balsam'))
    home.resolve('bin/balsam').toFile().executable = true
  }

  def "a Java that is #what is told in one line, with the cure"() {
    given:
    if (version) jdk(version)

    expect:
    start([JAVA_HOME: version ? dir.resolve('jdk').toString() : dir.toString()]) == 3
    output.readLines().size() == 1
    output.startsWith('balsam: ')
    output.contains(text)

    where:
    what      | version    || text
    'too old' | '11.0.2'   || 'Java 17 or newer is needed'
    'ancient' | '1.8.0_92' || 'is Java 1.8.0_92; install one'
    'missing' | null       || 'there is no bin/java in it'
  }

  def "without any Java it says what to install"() {
    given:
    def bin = Files.createDirectory(dir.resolve('path'))
    ['readlink', 'sh'].each {
      Files.createSymbolicLink(bin.resolve(it), Path.of("/usr/bin/$it").toRealPath())
    }

    expect:
    start([PATH: bin.toString()]) == 3
    output.contains('none was found; install one (apt install openjdk-17-jre-headless')
  }

  def "Java #version is taken, with the user's options and the words as they were"() {
    given:
    jdk(version)

    expect:
    start([JAVA_HOME: dir.resolve('jdk').toString(), BALSAM_OPTS: '-Xmx1g -Da=b', BALSAM_CDS: 'off'],
        'run', 'a b.groovy', '--param', "x='1'") == 0
    def words = output.readLines()
    words.containsAll(['-Xmx1g', '-Da=b', "-Dbalsam.home=$home".toString(), "$home/lib/a.jar:$home/lib/b.jar".toString()])
    words.drop(words.indexOf('io.balsam.cli.Main') + 1) == ['run', 'a b.groovy', '--param', "x='1'"]

    where:
    version << ['17.0.15', '21', '25.0.1']
  }

  def "it finds its folder through symbolic links"() {
    given:
    jdk('17')
    def links = Files.createDirectories(dir.resolve('links'))
    Files.createSymbolicLink(links.resolve('one'), Path.of('../balsam/bin/balsam'))
    Files.createSymbolicLink(links.resolve('two'), links.resolve('one'))

    expect:
    run([JAVA_HOME: dir.resolve('jdk').toString(), BALSAM_CDS: 'off'], [links.resolve('two').toString()]) == 0
    output.contains("-Dbalsam.home=$home\n")
  }

  def "a home that cannot be written costs the start-up archive and nothing else"() {
    given:
    jdk('17')

    expect:
    start([JAVA_HOME: dir.resolve('jdk').toString(), HOME: '/proc/nowhere'], 'runs') == 0
    output.contains('io.balsam.cli.Main\nruns\n')
    !output.contains('SharedArchiveFile')
  }

  private String output

  private int start(Map<String, String> environment, String... words) {
    run(environment, [home.resolve('bin/balsam').toString()] + words.toList())
  }

  private int run(Map<String, String> environment, List<String> command) {
    def builder = new ProcessBuilder(command).redirectErrorStream(true).directory(dir.toFile())
    builder.environment().clear()
    builder.environment().putAll([PATH: '/usr/bin:/bin', HOME: dir.toString()] + environment)
    def process = builder.start()
    output = process.inputStream.text
    return process.waitFor()
  }

  /** A Java of that version, which prints its words, one on a line. */
  private jdk(String version) {
    def bin = Files.createDirectories(dir.resolve('jdk/bin'))
    dir.resolve('jdk/release').text = "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"$version\"\n"
    bin.resolve('java').text = '#!/bin/sh\nprintf "%s\\n" "$@"\n'
    bin.resolve('java').toFile().executable = true
  }
}
