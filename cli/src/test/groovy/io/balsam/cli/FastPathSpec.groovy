package io.balsam.cli

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What answers at once must not load what takes long. */
class FastPathSpec extends Specification {

  @TempDir Path dir

  def "'balsam #line' loads none of the heavy libraries"() {
    given:
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def process = new ProcessBuilder([java, '-Xshare:auto', '-XX:TieredStopAtLevel=1',
        "-Xlog:class+load:file=$dir/loaded".toString(), '-cp', System.getProperty('java.class.path'),
        'io.balsam.cli.Main'] + line.split(' ').toList())
        .directory(dir.toFile()).redirectErrorStream(true).start()
    def out = process.inputStream.text

    expect:
    process.waitFor() == 0
    out.contains(text)
    def loaded = dir.resolve('loaded').readLines().collect { it.tokenize(' ')[1] }
    loaded.contains('io.balsam.cli.Main')
    loaded.findAll { it =~ /^(groovy|org\.codehaus|org\.apache\.groovy|org\.h2|com\.fasterxml|ch\.qos|org\.slf4j|org\.jdbi)\.|^org\.pf4j\.(?!ExtensionPoint)/ } == []

    where:
    line              || text
    '--version'       || 'balsam '
    '--help'          || 'Usage:'
    'run --help'      || 'Usage:'
    'job ls --help'   || 'Usage:'
    'completion bash' || 'complete -F'
    'runs'            || 'Nothing here yet'
  }
}
