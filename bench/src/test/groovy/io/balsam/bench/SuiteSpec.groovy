package io.balsam.bench

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.testkit.GridFtpServer
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.Sshd
import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The suite at its smallest: every workload is run, and what is written has the right form. */
class SuiteSpec extends Specification {

    static final Path REPOSITORY = Path.of(System.getProperty('basedir', '')).toAbsolutePath().parent
    static final List<String> WORKLOADS =
        ['noop-1', 'noop-20', 'chain', 'fan', 'functions', 'graph', 'leases', 'packing', 'scaling', 'cluster', 'version', 'lint', 'first']

    @Shared
    @TempDir
    Path out

    @Shared
    Map report

    @Shared
    Path page

    def setupSpec() {
        page = out.resolve('page.md')
        page.text = 'before\n<!-- results: written by the suite -->\nold\n<!-- end of results -->\nafter\n'
        // Peers would take minutes and the network; a folder without them makes rows that say so.
        report = suite(out, '--only', WORKLOADS.join(','), '--page', page as String)
    }

    private static Map suite(Path out, String... more) {
        Bench.main('--size', 'quick', '--out', out as String, '--tools', out.resolve('none') as String,
            '--balsam', REPOSITORY.resolve('cli/target/balsam') as String, *more)
        new ObjectMapper().readValue(out.resolve('bench.json').toFile(), Map)
    }

    def "every workload has a result"() {
        expect:
        report.results*.name == WORKLOADS
    }

    def "#workload: the floor and Balsam have figures, ratios and processor times"() {
        given:
        def result = report.results.find { it.name == workload }
        def balsam = result.rows.findAll { it.name.startsWith('Balsam') }

        expect:
        !balsam.empty
        result.rows.every { it.figure != null || !it.note.empty }
        balsam.every { it.note == '' && it.figure.median > 0 && it.ratio.median > 0 }
        result.rows.findAll { it.figure }.every { it.figure.least <= it.figure.median && it.figure.median <= it.figure.most }

        where:
        workload << WORKLOADS
    }

    @Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
    def "on a real Slurm every contender finishes, one after the other"() {
        given:
        def result = suite(out.resolve('slurm'), '--only', 'slurm').results[0]

        expect:
        result.rows*.name.findAll { it.startsWith('Balsam') }.size() == 2
        result.rows.every { it.note == '' && it.figure.median > 0 && it.ratio.median > 0 }
    }

    @Requires(value = { Sshd.missing('rsync', 'scp').empty }, reason = 'no sshd, ssh, rsync or scp is installed here')
    def "files of jobs come from a real sshd and go back to it, beside rsync and scp"() {
        given:
        def results = suite(out.resolve('ssh'), '--only', 'staging-ssh,staging-each,staging-large').results

        expect:
        results*.name == ['staging-ssh', 'staging-each', 'staging-large']
        results*.rows.flatten().every { it.note == '' && it.figure.median > 0 && it.ratio.median > 0 }
        results*.rows.flatten().findAll { it.name.startsWith('Balsam') }.every { it.more.containsKey('staging alone s') }
    }

    @Requires(value = { GridFtpServer.missing().empty }, reason = 'GridFTP is not installed here')
    def "files of jobs come from a real GridFTP server and go back to it, beside globus-url-copy"() {
        given:
        def result = suite(out.resolve('gridftp'), '--only', 'staging-gridftp').results[0]

        expect:
        result.rows.size() == 3
        result.rows.every { it.note == '' && it.figure.median > 0 && it.ratio.median > 0 }
    }

    def "a missing program has a row that says so"() {
        expect:
        report.results.find { it.name == 'chain' }.rows.find { it.name == 'HyperQueue' }.note.contains('not installed')
    }

    def "every workload says how to measure it again"() {
        expect:
        report.results.every { it.rerun == "make bench ARGS='--size quick --only ${it.name}'" && page.text.contains(it.rerun) }
    }

    def "the report has the wait of one job for another, the store's own times, heap and leases"() {
        expect:
        row('chain', 'Balsam').more['p99 ms'] > 0
        row('fan', 'Balsam').more.keySet().containsAll(['to the first child ms', 'to a child p50 ms', 'p99 ms', 'from the last child ms'])
        row('functions', 'Balsam').more['jobs/s from the first start to the last end'] > 0
        row('graph', 'Balsam, processes simulated').more.keySet().containsAll(['heap bytes of each waiting job', 'all heap by jobs', 'reopened s'])
        row('leases', 'Balsam, H2, 2 launchers').more['leased twice'] == 0
    }

    def "an unknown workload is refused, with the list of workloads"() {
        when:
        Options.read('--only', 'chain,nope').get().workloads(['chain', 'fan'] as Set)

        then:
        IllegalArgumentException e = thrown()
        e.message == 'no workload is called nope; there are: chain fan'
    }

    private Map row(String workload, String name) {
        report.results.find { it.name == workload }.rows.find { it.name == name }
    }

    def "figures come with the machine, the versions, the load and the command"() {
        expect:
        report.machine.processors > 0
        report.machine.java && report.machine.balsam && report.machine.system
        report.results.every { it.load.most >= it.load.least && it.foreign.median >= 0 }
        report.command.contains('--size quick')
    }

    def "every workload with a figure has a picture that is XML"() {
        expect:
        report.results.findAll { it.rows.any { row -> row.figure } }.every {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(out.resolve("bench-${it.name}.svg").toFile()).documentElement.tagName == 'svg'
        }
    }

    def "the page's results are replaced, and nothing else"() {
        expect:
        page.text.startsWith('before\n')
        page.text.endsWith('<!-- end of results -->\nafter\n')
        !page.text.contains('\nold\n')
        WORKLOADS.every { page.text.contains("### $it") }
        Files.exists(out.resolve('pictures/bench-chain.svg'))
    }
}
