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

  def "a Java that is #what is reported in one line, with the cure"() {
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
    ['readlink', 'bash'].each {
      Files.createSymbolicLink(bin.resolve(it), Path.of("/usr/bin/$it").toRealPath())
    }

    expect:
    start([PATH: bin.toString()]) == 3
    output.contains('none was found; install one (apt install openjdk-17-jre-headless')
  }

  def "Java #version is accepted, and the user's options and words are passed on unchanged"() {
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

  def "with a read-only home only the start-up archive is missing"() {
    given:
    jdk('17')

    expect:
    start([JAVA_HOME: dir.resolve('jdk').toString(), HOME: '/proc/nowhere'], 'runs') == 0
    output.contains('io.balsam.cli.Main\nruns\n')
    !output.contains('SharedArchiveFile')
  }

  def "a release that replaces another does not use the old start-up archive"() {
    given:
    jdk('17')
    def jar = Files.createFile(home.resolve('lib/balsam-cli-1.0.0.jar'))
    def archive = dir.toRealPath().resolve(".cache/balsam/start/17/1.0.0$home/balsam.jsa")
    Files.createDirectories(archive.parent)
    Files.createFile(archive)
    def flag = "-XX:SharedArchiveFile=$archive".toString()

    when:
    start([JAVA_HOME: dir.resolve('jdk').toString(), HOME: dir.toRealPath().toString()], 'runs')

    then:
    output.readLines().contains(flag)

    when: 'its files have the times of its commit, before the archive was made'
    Files.move(jar, home.resolve('lib/balsam-cli-1.1.0.jar'))
    start([JAVA_HOME: dir.resolve('jdk').toString(), HOME: dir.toRealPath().toString()], 'runs')

    then:
    !output.contains('SharedArchiveFile')
  }

  def "the environment arrives to the byte: exported functions, odd names, other encodings"() {
    given:
    jdk('17')
    def java = dir.resolve('jdk/bin/java')
    java.text = '#!/bin/bash -p\nexec env -0\n'

    when:
    def bytes = call([JAVA_HOME: dir.resolve('jdk').toString(), BALSAM_CDS: 'off', BASH_ENV: dir.resolve('gone').toString()],
        "BASH_FUNC_module%%='() {  echo  \"\$1\";\n}' a.b=1 RAW=\$'\\377\\376' LC_ALL=C.UTF-8")
    def seen = new String(bytes, 'ISO-8859-1').split('\0')

    then:
    seen.contains('BASH_FUNC_module%%=() {  echo  "$1";\n}')
    seen.contains('a.b=1')
    seen.contains('RAW=\u00ff\u00fe')
  }

  def "where the locale is not UTF-8 the JVM alone gets one that is: #locale"() {
    given:
    jdk('17')
    dir.resolve('jdk/bin/java').text = '#!/bin/sh\nprintf "%s\\n" "LC_ALL=$LC_ALL" "$@"\n'

    when:
    start([JAVA_HOME: dir.resolve('jdk').toString(), BALSAM_CDS: 'off'] + locale, 'runs')
    def words = output.readLines()

    then:
    words.find { it.startsWith('LC_ALL=') } == "LC_ALL=$all"
    words.findAll { it.startsWith('-Dbalsam.locale') } == property

    where:
    locale                || all       | property
    [LC_ALL: 'C.UTF-8']   || 'C.UTF-8' | []
    [LANG: 'C.UTF-8']     || ''        | []
    [LC_ALL: 'C']         || 'C.UTF-8' | ['-Dbalsam.locale=C']
    [LC_ALL: 'POSIX']     || 'C.UTF-8' | ['-Dbalsam.locale=POSIX']
    [:]                   || 'C.UTF-8' | ['-Dbalsam.locale=']
    [LANG: 'xx_XX.UTF-8'] || 'C.UTF-8' | ['-Dbalsam.locale=']
  }

  def "a closed stream is not taken by a file that is opened later"() {
    given:
    jdk('17')
    dir.resolve('jdk/bin/java').text = "#!/bin/sh\nfound=\$(readlink /proc/\$\$/fd/0 /proc/\$\$/fd/1)\necho \"\$found\" >$dir/streams\n"

    when:
    call([JAVA_HOME: dir.resolve('jdk').toString(), BALSAM_CDS: 'off'], '', '<&- >&-')

    then:
    dir.resolve('streams').text == '/dev/null\n/dev/null\n'
  }

  private String output

  /** Through a shell, for what a JVM cannot give to a process. */
  private byte[] call(Map<String, String> environment, String variables, String redirections = '') {
    def script = "exec env $variables ${home.resolve('bin/balsam')} runs $redirections"
    def builder = new ProcessBuilder('bash', '-c', script).directory(dir.toFile())
    builder.environment().clear()
    builder.environment().putAll([PATH: '/usr/bin:/bin', HOME: dir.toString()] + environment)
    def process = builder.start()
    def bytes = process.inputStream.bytes
    process.waitFor()
    return bytes
  }

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
