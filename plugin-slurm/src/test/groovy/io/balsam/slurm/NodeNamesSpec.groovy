package io.balsam.slurm

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import spock.lang.Specification

class NodeNamesSpec extends Specification {

  def "the list of nodes #list is expanded"() {
    expect:
    NodeNames.expand(list).join(' ') == names

    where:
    list                              | names
    'vm'                              | 'vm'
    'n01,n07'                         | 'n01 n07'
    'n[01-04,07]'                     | 'n01 n02 n03 n04 n07'
    'n[8-11]'                         | 'n8 n9 n10 n11'
    'n[098-101]'                      | 'n098 n099 n100 n101'
    'x-[1-2]-y[3-4]'                  | 'x-1-y3 x-1-y4 x-2-y3 x-2-y4'
    'nid0[3038-3039,8241],login1'     | 'nid03038 nid03039 nid08241 login1'
    'nid00[1-2],nid1000'              | 'nid001 nid002 nid1000'
    'r[1-2]n[1,3]-ib.example.org'     | 'r1n1-ib.example.org r1n3-ib.example.org r2n1-ib.example.org r2n3-ib.example.org'
    '[1-2]a'                          | '1a 2a'
    'a[1][2]'                         | 'a12'
  }

  def "'#list' is not a list of nodes"() {
    when:
    NodeNames.expand(list)

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
    e.message == "not a list of Slurm's nodes: '$list'"

    where:
    list << ['', ',', 'a,', 'n[1-2', 'n1-2]', 'n[[1]]', 'n[a-b]', 'n[]', 'n[1,]', 'n[2-1]', 'n[1-99999999]',
             'n[1-999][1-999][1-999]', '(null)[']
  }

  def "whatever was compressed comes out again: seed #seed"() {
    given:
    def random = new Random(seed)
    def expected = []
    def parts = (0..<1 + random.nextInt(4)).collect { p ->
      def words = [["p$p-"]]
      def text = "p$p-"
      (0..<random.nextInt(3)).each {
        def width = 1 + random.nextInt(4)
        def picked = (0..<1 + random.nextInt(6)).collect { random.nextInt(10**width) }.toSet().sort()
        text += '[' + ranges(picked, width) + ']'
        words << picked.collect { String.format("%0${width}d", it) }
        if (random.nextBoolean()) {
          text += '-x'
          words << ['-x']
        }
      }
      expected.addAll(words.combinations()*.join().sort())
      text
    }

    expect:
    NodeNames.expand(parts.join(',')).sort() == expected.sort()

    where:
    seed << (1..200)
  }

  /** As Slurm writes them: runs of numbers as ranges, all of one width. */
  private static String ranges(Collection<Integer> sorted, int width) {
    def runs = []
    sorted.each { n ->
      if (runs && runs.last().last() == n - 1) {
        runs.last() << n
      } else {
        runs << [n]
      }
    }
    runs.collect { run ->
      run.size() == 1 ? String.format("%0${width}d", run[0]) : [run.first(), run.last()].collect { String.format("%0${width}d", it) }.join('-')
    }.join(',')
  }
}
