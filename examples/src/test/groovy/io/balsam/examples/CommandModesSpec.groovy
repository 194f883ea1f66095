package io.balsam.examples

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** A command means the same whoever starts it: the same output, exit code and state in all modes. */
class CommandModesSpec extends Specification {

    /** Preamble, command, whether the shell is strict; then output and exit code (none: ended by a signal). */
    private static final List<List> CASES = [
        ['', '[[ ab == a* ]] && echo yes; x=(1 2 3); echo ${#x[@]} {1..3}', true, 'yes\n3 1 2 3\n', 0],
        ['', 'diff <(echo 1) <(echo 1) && echo same', true, 'same\n', 0],
        ['', 'false | true; echo never', true, '', 1],
        ['', 'false | true; false; echo on', false, 'on\n', 0],
        ['', 'set -o pipefail; echo x | grep y', false, '', 1],
        ['', 'echo $0 | sed "s:.*/::"', true, 'bash\n', 0],
        ['', 'exec echo hello', true, 'hello\n', 0],
        ['', 'cd /tmp', true, '', 0],
        ['', 'cd /tmp && pwd', true, '/tmp\n', 0],
        ['', 'source lib.sh', true, 'from lib\n', 0],
        ['', '. lib.sh', true, 'from lib\n', 0],
        ['', 'source ./missing', true, '', 1],
        ['', 'eval echo 1', true, '1\n', 0],
        ['', 'type -t eval', true, 'builtin\n', 0],
        ['', 'command echo x', true, 'x\n', 0],
        ['', 'test -d /missing', true, '', 1],
        ['', 'ulimit -n 64', true, '', 0],
        ['', 'X=1 printenv X', true, '1\n', 0],
        ['', "printf '%s-' a 'b  c'", true, 'a-b  c-', 0],
        ['', 'wc -c', true, '0\n', 0],
        ['', 'missing-program x', true, '', 127],
        ['', './missing', true, '', 127],
        ['', '/tmp', true, '', 126],
        ['', 'exit 7', true, '', 7],
        ['', 'sh -c "exit 5"', true, '', 5],
        ['', 'kill -9 $$', true, '', null],
        ['', 'set -u; echo $missing; echo never', true, '', 1],
        ['', 'trap "echo bye" EXIT; echo hi', true, 'hi\nbye\n', 0],
        ['', ': LONG\necho long', true, 'long\n', 0],
        ['greet() { echo hello $1; }', 'greet you', true, 'hello you\n', 0],
        ['greet() { echo hello $1; }', 'greet | tr a-z A-Z', true, 'HELLO\n', 0],
        ['greet() { false; echo $?; }', 'greet', false, '1\n', 0],
        ['N=5; export E="a  b"', 'echo "$N" "$E"', true, '5 a  b\n', 0],
        ['N="it\'s\nno"; readonly R=1', 'echo "$N$R"', true, "it's\nno1\n", 0],
        ['x=(a "b c"); declare -A m=([k]=v)', 'echo "${x[1]}" ${m[k]}', true, 'b c v\n', 0],
        ['shopt -s extglob; touch one two', 'ls -d !(job*|two|lib*)', true, 'one\n', 0],
        ['shopt -s expand_aliases\nalias say=echo', 'say alias', true, 'alias\n', 0],
        ['set -f -u -C', 'echo *; echo $missing', true, '*\n', 1],
        ['set +e +o pipefail', 'false | true; false; echo on', true, 'on\n', 0],
        ['set -e', 'false; echo never', false, '', 1],
        ['IFS=:; p=a:b', 'printf "%s-" $p', true, 'a-b-', 0],
        ['set -- a "b c"', 'echo $# "$2"', true, '2 b c\n', 0],
        ['mkdir sub; cd sub; umask 027', 'basename $PWD; umask', true, 'sub\n0027\n', 0],
        ['echo once; touch only-once; true', 'ls only*', true, 'once\nonly-once\n', 0],
        ['PATH=$PWD:$PATH; printf "#!/bin/sh\\necho mine" > tool; chmod +x tool', 'tool', true, 'mine\n', 0],
        ['false', 'echo never', true, '', 1],
        ['exit 4', 'echo never', true, '', 4],
        ['echo unfinished\nif', 'echo never', true, 'unfinished\n', 2],
        ['N=6', ': LONG\necho $N', true, '6\n', 0],
    ]

    @TempDir
    Path directory

    def "a job runs as a process of this machine"() {
        expect:
        differences(ownRun('')) == []
    }

    @Requires(value = { MpiSpec.installed('mpirun') }, reason = 'no mpirun on this machine; Debian: apt-get install openmpi-bin')
    def "a job runs as a rank that mpirun starts"() {
        expect:
        differences(ownRun('mpirun')) == []
    }

    @Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
    def "a job runs in a launcher's #mode mode on a real Slurm"() {
        given:
        SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(2, 4))
        AgentSite site = new AgentSite(directory, 'slurm', [:], slurm.environment())
        site.start()

        when:
        site.submit('-n', 2, '-t', 10, '-q', 'debug', '-j', mode)
        List<Map> jobs = site.jobs(site.run(script('')))

        then:
        differences(jobs) == []

        cleanup:
        site?.close()
        slurm?.close()

        where:
        mode << ['serial', 'mpi']
    }

    private List<Map> ownRun(String runner) {
        // One at a time, in a folder of its own: Open MPI's runs remove each other's session directory.
        def balsam = new BalsamCommand(directory, [], [TMPDIR: directory as String])
        balsam.call('run', script(runner), '--cores', runner ? 1 : 2)
        balsam.jobs()
    }

    /** What came out otherwise than it should, each with all that is known of it. */
    private List<Map> differences(List<Map> jobs) {
        assert jobs.size() == CASES.size()
        (0..<CASES.size()).findAll { i ->
            def (output, exit) = CASES[i][3..4]
            def job = jobs[i]
            Path workdir = Path.of(job.workdir)
            [workdir.resolve('job.out').text, job.exit_code, job.state] != [output, exit, exit == 0 ? 'JOB_FINISHED' : 'FAILED'] ||
                Files.list(workdir).withCloseable { it.anyMatch { it.fileName.toString().startsWith('.balsam-') } }
        }.collect { i -> [wanted: CASES[i].toString().take(300), found: jobs[i].subMap('state', 'exit_code'), files: files(jobs[i])] }
    }

    private static Map<String, String> files(Map job) {
        Files.list(Path.of(job.workdir)).withCloseable { it.toList() }.findAll { Files.isRegularFile(it) }
            .collectEntries { [it.fileName.toString(), it.text.take(300)] }
    }

    /** Cases as one workflow, a job each, in order. */
    private Path script(String runner) {
        Path script = directory.resolve('modes.groovy')
        script.text = "workflow 'modes'\n" + CASES.withIndex().collect { one, i ->
            """
            app('a$i') {
                command ${literal(one[1])}.replace('LONG', 'x' * 150_000)
                shell_preamble ${literal(one[0])}
                shell strict: ${one[2]}
                ${runner ? "runner '$runner'" : ''}
                preprocess { job -> job.workdir.resolve('lib.sh').text = 'echo from lib'; proceed() }
            }
            job('a$i') { workdir '$i' }
            """
        }.join()
        script
    }

    private static String literal(String text) {
        "'" + text.replace('\\', '\\\\').replace("'", "\\'").replace('\n', '\\n') + "'"
    }
}
