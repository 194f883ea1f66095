package io.balsam.engine.process

import static io.balsam.engine.process.ProcessEnd.Manner.BY_ITSELF
import static io.balsam.engine.process.ProcessEnd.Manner.LACK
import static io.balsam.engine.process.ProcessEnd.Manner.NOT_CREATED
import static io.balsam.engine.process.ProcessEnd.Manner.STOPPED

import io.balsam.spi.Launch
import io.balsam.spi.LaunchEnd
import io.balsam.spi.MpiRunner
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.opentest4j.TestAbortedException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What counts as the end of a job whose ranks an MPI runner starts: three ranks, and runners of many tempers. */
class RankEndsSpec extends Specification {

  Path dir

  @AutoCleanup
  Spawner spawner = new ShellSpawner()

  @TempDir
  Path root

  def setup() { dir = Files.createDirectory(root.resolve('workdir')) }

  def "the ends of ranks decide how a job ended: #what"() {
    when: 'what the runner says is among the words of the ranks, and apart from them'
    def ends = [false, true].collect { apart ->
      dir = Files.createDirectory(root.resolve("apart-$apart"))
      ['up.1', 'up.2', 'up.3', 'ready.1', 'ready.2', 'ready.3', 'pids'].each { Files.deleteIfExists(root.resolve(it)) }
      run(runner, rank, 1, apart)
    }

    then:
    ends.collect { [it.manner(), it.exitCode(), it.signal()] } == [[manner, code, signal]] * 2
    files() - 'job.launch.log' == ['job.err', 'job.out']

    where:
    what                                                    | rank                      | runner                                   || manner      | code | signal
    'all ranks end well'                                    | 'exit 0'                  | "$START; wait; exit 0"                   || BY_ITSELF   | 0    | 0
    'a rank fails and the runner passes its code on'        | 'exit 4'                  | "$START; wait; exit 4"                   || BY_ITSELF   | 4    | 0
    'a rank fails and the runner says 0'                    | '[ $RANK = 2 ]'           | "$START; wait; exit 0"                   || BY_ITSELF   | 1    | 0
    'a rank fails and the runner ends the others'           | 'echo >../ready.$RANK; [ $RANK = 1 ] && exit 3; sleep 60 & wait' | "$START; up ready; wait \$first; tell \$others; wait; exit 143" || BY_ITSELF | 3 | 0
    'a rank fails and the runner kills the others outright' | '[ $RANK = 1 ] && exit 3; exec sleep 60'   | "$START; wait \$first; killall_ranks; exit 9"             || BY_ITSELF | 3 | 0
    'a rank fails, and programs of others get SIGTERM before their shells' | '[ $RANK = 1 ] && exit 4; kill -TERM $$' | "$START; wait; exit 143" || BY_ITSELF | 4 | 0
    'a rank is killed, and programs of others get SIGTERM before their shells' | '[ $RANK = 1 ] && kill -KILL $$; kill -TERM $$' | "$START; wait; exit 143" || BY_ITSELF | null | 9
    'a program fails and speaks like its runner'            | 'echo run: node lost >&2; exit 5' | "$START; wait; exit 5"           || BY_ITSELF   | 5    | 0
    'a rank is ended by SIGSEGV'                            | 'ulimit -c 0; kill -SEGV $$' | "$START; wait; exit 1"                   || BY_ITSELF   | null | 11
    'a rank is killed, and the runner knows'                | 'kill -KILL $$'           | "$START; wait; exit 137"                 || BY_ITSELF   | null | 9
    'all ranks end well and the runner complains'           | 'exit 0'                  | "$START; wait; exit 1"                   || BY_ITSELF   | 1    | 0
    'all ranks end well and the runner is killed then'      | 'exit 0'                  | "$START; wait; kill -KILL \$\$"          || BY_ITSELF   | 0    | 0
    'a node dies, and the runner says 0'                    | 'exec sleep 60'           | "$START; killall_ranks; exit 0"          || STOPPED     | null | 0
    'a node dies, and the runner says 1'                    | 'exec sleep 60'           | "$START; killall_ranks; exit 1"          || STOPPED     | null | 0
    'a node dies and the other ranks fail for it'           | '[ $RANK = 1 ] && exec sleep 60; exit 5' | "$START; wait \$others; killall_ranks; echo 'run: node lost' >&2; exit 5" || STOPPED | null | 0
    'one of three ranks says nothing'                       | '[ $RANK = 1 ] && exec sleep 60; exit 0' | "$START; wait \$others; killall_ranks; exit 0" || STOPPED | null | 0
    'the runner is killed'                                  | 'exec sleep 60'           | "$START; killall_ranks; kill -KILL \$\$" || STOPPED     | null | 9
    'somebody tells the ranks to end, and they save'        | 'trap "exit 0" TERM; echo >../ready.$RANK; sleep 60 & wait' | "$START; up ready; tell \$first \$others; wait; echo 'run: node lost' >&2; exit 0" || STOPPED | null | 0
    'programs get SIGTERM before their shells, and the runner knows' | 'echo >../ready.$RANK; kill -TERM $$' | "$START; up ready; wait; echo 'run: node lost' >&2; exit 0" || STOPPED | null | 0
    'a program tells itself to end, and ends well'          | 'trap "exit 0" TERM; kill -TERM $PPID $$; wait' | "$START; wait; exit 0" || BY_ITSELF | 0 | 0
    'the ranks abort, and are killed with what they say'    | 'exec sleep 60'           | "$START; killall_ranks; echo 'MPI_Abort(7) - process 0' >&2; exit 7" || BY_ITSELF | 7 | 0
    'the ranks abort, and say so themselves'                | 'echo "MPI_Abort(7) - process 0" >&2; echo >../ready.$RANK; exec sleep 60' | "$START; up ready; killall_ranks; exit 7" || BY_ITSELF | 7 | 0
    'the ranks abort, and the runner calls that a cancelled step' | 'echo "MPI_Abort(7) - process 0" >&2; echo >../ready.$RANK; exec sleep 60' | "$START; up ready; killall_ranks; echo 'run: cancelled' >&2; exit 7" || BY_ITSELF | 7 | 0
    'a node is lost, and the others abort for that'         | 'echo "MPI_Abort(7) - process 0" >&2; echo >../ready.$RANK; exec sleep 60' | "$START; up ready; killall_ranks; echo 'run: node lost' >&2; exit 7" || STOPPED | null | 0
    'the runner refuses its options'                        | 'exit 0'                  | "echo usage >&2; exit 2"                 || BY_ITSELF   | 2    | 0
    'the runner starts nothing and says 0'                  | 'exit 0'                  | 'exit 0'                                 || BY_ITSELF   | 1    | 0
    'no rank was created'                                   | 'exit 0'                  | "echo 'run: no such step' >&2; exit 1"   || NOT_CREATED | null | 0
    'a rank fails that was created at the second try'        | 'exit 6'                  | "echo 'run: no such step' >&2; $START; wait; exit 6" || BY_ITSELF | 6 | 0
    'the job has cleared its workdir away'                  | 'exit 0'                  | "$START; wait; rm -rf .balsam-*; exit 0" || BY_ITSELF   | 0    | 0
    'records are removed, and the runner says 0 of a lost node' | 'exec sleep 60' | "$START; killall_ranks; rm -rf .balsam-*; echo 'run: node lost' >&2; exit 0" || STOPPED | null | 0
    'records and output are removed, and a node is lost'    | 'exec sleep 60' | "$START; killall_ranks; rm -rf .balsam-* job.launch.log; echo 'run: node lost' >&2; exit 0" || STOPPED | null | 0
    'records are removed, and the launch is not created any more' | 'exec sleep 60' | "$START; killall_ranks; rm -rf .balsam-*; echo 'run: no such step' >&2; exit 1" || STOPPED | null | 0
    'records are removed, and the runner says a code'       | 'exit 5' | "$START; wait; rm -rf .balsam-*; exit 5" || BY_ITSELF | 5 | 0
    'records are removed out of their directory'            | 'exit 0' | "$START; wait; rm .balsam-*/begun .balsam-*/*.1?*; >\$(echo .balsam-*)/0.n1.1.1; exit 0" || BY_ITSELF | 0 | 0
    'files that are no records are among them'              | 'exit 4' | "$START; wait; for f in begun.gz 0.bak 99999999999999.a 4294967296.n1.1.1 x.y .z; do >\$(echo .balsam-ranks-*)/\$f; done; exit 4" || BY_ITSELF | 4 | 0
    'some ranks were created'                               | 'exec sleep 60'           | "$START; killall_ranks; echo 'run: no such step' >&2; exit 1" || STOPPED | null | 0
  }

  def "records and #log of an earlier attempt do not affect this one"() {
    given:
    def left = Files.createDirectories(dir.resolve('.balsam-ranks-7-1-0'))
    3.times { Files.createFile(left.resolve("0.host.${it}.1")) }
    dir.resolve(log).text = 'run: node lost\n'

    when:
    def failed = run("$START; wait; exit 6", 'exit 6', 2, apart)
    def silent = run("$START; killall_ranks; exit 0", 'exec sleep 60', 3, apart)

    then:
    [failed.manner(), failed.exitCode()] == [BY_ITSELF, 6]
    silent.manner() == STOPPED
    !Files.exists(left)

    where:
    log              | apart
    'job.launch.log' | true
    'job.err'        | false
  }

  def "a job that puts a named pipe where #name is read ends all the same"() {
    expect:
    run("$START; wait; rm -f $path; mkfifo $path; exit 6", 'exit 6', 1, apart).exitCode() == 6

    where:
    name                  | path                   | apart
    'the runner\'s output' | 'job.launch.log'       | true
    'standard error'      | 'job.err'              | false
    'standard error'      | 'job.err'              | true
    'the launch\'s name'   | '.balsam-ranks-*/begun' | true
  }

  def "a job that has put a named pipe where #file is written is not started again"() {
    given:
    assert run("$START; wait; rm -f $file; mkfifo $file; exit 6", 'exit 6').exitCode() == 6

    when:
    def end = run("$START; wait; exit 0", 'exit 0', 2)

    then:
    [end.exitCode(), end.error()] == [null, "${dir.resolve(file)} is not a regular file: remove it".toString()]
    !files().any { it.startsWith('.balsam-') }

    where:
    file << ['job.launch.log', 'job.err', 'job.out']
  }

  def "a link that a job puts in the place of its records is not followed"() {
    given:
    def mine = Files.createDirectory(root.resolve('mine'))
    mine.resolve('result').text = 'precious'

    when:
    run("$START; wait; d=\$(echo .balsam-ranks-*); rm -rf \$d; ln -s $mine \$d; exit 0", 'exit 0')

    then:
    mine.resolve('result').text == 'precious'
  }

  def "ranks that cannot record their ends because the disk is full make the job wait: #what"() {
    given:
    dir = Files.createDirectory(root.resolve('disk'))
    def mounted = ['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', dir as String].execute().waitFor() == 0
    if (!mounted) {
      throw new TestAbortedException('no right to mount a file system here')
    }

    when: 'what ran before the disk was full is not known'
    def end = run("$START; $runner; exit 0", rank)

    then:
    end.manner() == LACK
    end.error() ==~ /the disk is full at .*free some space\)/

    cleanup:
    if (mounted) {
      ['umount', '-l', dir as String].execute().waitFor()
    }

    where:
    what                   | options          | runner                   | rank
    'no block is free'     | 'size=64k'       | 'up full; killall_ranks' | 'echo >../ready.$RANK; until [ -e ../ready.1 ] && [ -e ../ready.2 ] && [ -e ../ready.3 ]; do sleep 0.01; done; head -c 100000 /dev/zero >fill; echo >../full.$RANK; exec sleep 60'
    'no inode is free'     | 'nr_inodes=40'   | 'wait'                   | 'i=0; while [ $i -lt 60 ]; do : >fill.$RANK.$i; i=$((i + 1)); done 2>/dev/null; echo >../ready.$RANK; until [ -e ../ready.1 ] && [ -e ../ready.2 ] && [ -e ../ready.3 ]; do sleep 0.01; done; exit 0'
  }

  def "an error in evaluating a job's end fails the job with a message, and the next one runs"() {
    when:
    def broken = start("$START; wait; exit 6", 'exit 6', 1, true, false, new Broken()).get(15, TimeUnit.SECONDS)
    def next = run("$START; wait; exit 0", 'exit 0', 2)

    then:
    [broken.manner(), broken.exitCode()] == [BY_ITSELF, 1]
    broken.error() == 'it ended, but Balsam cannot find out how: java.lang.IllegalStateException: broken plugin'
    next.exitCode() == 0
  }

  def "what the runner says is kept apart from what ranks print, of all attempts: #what"() {
    given:
    def runner = "echo run: created >&2; $START; wait; exit 3"
    def rank = 'echo printed; echo complained >&2; exit 3'

    when:
    run(runner, rank, 1, true, merged)
    run(runner, rank, 2, true, merged)

    then:
    lines('job.launch.log') == ['run: created'] * 2
    lines('job.err') == errors
    lines('job.out').toSorted() == outputs.toSorted()

    where:
    what                                   | merged || errors             | outputs
    'standard error has a file of its own' | false  || ['complained'] * 6 | ['printed'] * 6
    'it goes to job.out'                   | true   || []                 | ['printed', 'complained'] * 6
  }

  def "output of a preamble is the job's, not the runner's"() {
    when:
    def ranks = new RankEnds(new Tempered(), 1, dir, false, true, 7, 1)
    def words = ['sh', '-c', 'echo run: created >&2; "$@"', 'run'] + ranks.command(['sh', '-c', 'echo complained >&2'])
    def ends = new CompletableFuture<ProcessEnd>()
    spawner.start(new ProcessSpec(7, 1, dir, words.collect { ShellSyntax.quote(it) }.join(' '), 'echo module loaded >&2', [:],
        false, true, [:], ranks)) { ends.complete(it) }

    then:
    ends.get(15, TimeUnit.SECONDS).exitCode() == 0
    lines('job.launch.log') == ['run: created']
    lines('job.err') == ['module loaded', 'complained']
  }

  def "a runner that says nothing leaves no file for it"() {
    expect:
    run("$START; wait; exit 0", 'exit 0').exitCode() == 0
    files() == ['job.err', 'job.out']
  }

  def "a workdir that a node does not see fails the job with a message"() {
    when:
    def end = run("rm -rf .balsam-ranks-*; $START; wait; exit 1", 'exit 0')

    then:
    [end.manner(), end.exitCode()] == [BY_ITSELF, 1]
    dir.resolve('job.launch.log').text.contains('nodes must share the workdirs of jobs')
  }

  def "ranks are signalled directly when their runner would kill them, and their own ends count"() {
    given: 'a runner that takes SIGTERM for SIGKILL, as srun does'
    def started = dir.resolve('ready')
    def ends = start("trap 'killall_ranks; exit 1' TERM; $START; wait; wait; exit 0",
        'trap "echo saved >saved.$RANK; exit 0" TERM; echo >>ready; sleep 60 & wait')
    until { Files.exists(started) && started.readLines().size() == 3 }

    when:
    spawner.end(7, Duration.ofSeconds(30))

    then:
    ends.get(40, TimeUnit.SECONDS).manner() == ProcessEnd.Manner.TOLD
    (1..3).every { Files.exists(dir.resolve("saved.$it")) }
  }

  def "ranks that had ended before the job was told to end decide how it ended: #rank"() {
    given: 'a runner that waits for something else than its ranks'
    def ends = start("$START; wait; echo >../over; sleep 600 & while :; do wait; done", rank)
    until { Files.exists(root.resolve('over')) }

    when:
    spawner.end(7, Duration.ofSeconds(30))

    then:
    with(ends.get(40, TimeUnit.SECONDS)) { [it.manner(), it.exitCode()] == [BY_ITSELF, code] }

    where:
    rank                      || code
    'exit 0'                  || 0
    '[ $RANK != 2 ] || exit 6' || 6
  }

  def "a runner that outlives its ranks is ended, and the ranks decide how the job ended: #what"() {
    given:
    spawner.close()
    spawner = new ShellSpawner(Shells.find(), Duration.ofMillis(100))

    when:
    def end = run("$START; $heeding wait; sleep 600 & while :; do wait; done", rank)

    then:
    [end.manner(), end.exitCode()] == [BY_ITSELF, code]

    where:
    what                        | heeding                  | rank                  || code
    'all well'                  | ''                       | 'exit 0'              || 0
    'one has failed'            | ''                       | '[ $RANK != 2 ] || exit 3' || 3
    'it says a code of its own' | 'trap "exit 1" TERM;'    | 'exit 0'              || 0
    'it does not heed'          | 'trap "" TERM;'          | 'exit 0'              || 0
  }

  def "a runner is left alone while a rank has not ended"() {
    given:
    spawner.close()
    spawner = new ShellSpawner(Shells.find(), Duration.ofMillis(1))

    expect: 'the sampler has looked several times meanwhile'
    run("$START; wait; exit 0", '[ $RANK = 1 ] && sleep 2; exit 0').exitCode() == 0
  }

  def "ranks that ignore the signal are killed after the grace"() {
    given:
    def started = dir.resolve('ready')
    def ends = start("trap 'killall_ranks; exit 1' TERM; $START; wait; wait; exit 0",
        'trap "" TERM; echo >>ready; exec sleep 60')
    until { Files.exists(started) && started.readLines().size() == 3 }

    when:
    spawner.end(7, Duration.ofMillis(300))

    then:
    ends.get(40, TimeUnit.SECONDS).manner() == ProcessEnd.Manner.TOLD
  }

  /** Starts three ranks, each the leader of a session of its own as under a daemon on its node. */
  private static final String START = '''
    for RANK in 1 2 3; do
      export RANK
      setsid sh -c 'echo >../up.$RANK; exec "$@"' up "$@" &
      pids="$pids $!"
    done
    for p in $pids; do echo $p; done >../pids
    set -- $pids
    first=$1 others="$2 $3"
    up() { until [ -e ../$1.1 ] && [ -e ../$1.2 ] && [ -e ../$1.3 ]; do sleep 0.01; done; }
    tell() { up up; for p; do kill -s TERM -- -$p; done; }
    killall_ranks() {
      up up
      until [ -e .balsam-ranks-*/begun ]; do sleep 0.01; done
      for p in $pids; do kill -s KILL -- -$p; done
      wait
    }
    true'''

  private ProcessEnd run(String runner, String rank, int attempt = 1, boolean apart = true, boolean merged = false) {
    start(runner, rank, attempt, apart, merged).get(15, TimeUnit.SECONDS)
  }

  private CompletableFuture<ProcessEnd> start(String runner, String rank, int attempt = 1, boolean apart = true,
      boolean merged = false, MpiRunner tempered = new Tempered(pids: dir.resolveSibling('pids'))) {
    (1..3).each { Files.deleteIfExists(root.resolve("up.$it")) }
    def ends = new CompletableFuture<ProcessEnd>()
    def ranks = new RankEnds(tempered, 3, dir, merged, apart, 7, attempt)
    def words = ['sh', '-c', runner, 'run'] + ranks.command(['sh', '-c', rank])
    spawner.start(new ProcessSpec(7, attempt, dir, words.collect { ShellSyntax.quote(it) }.join(' '), '', [:], merged, true,
        [:], ranks)) { ends.complete(it) }
    ends
  }

  private List<String> files() {
    Files.list(dir).map { it.fileName as String }.toList().toSorted()
  }

  private List<String> lines(String name) {
    Files.exists(dir.resolve(name)) ? dir.resolve(name).readLines() : []
  }

  private static void until(Closure<Boolean> condition) {
    new spock.util.concurrent.PollingConditions(timeout: 30, delay: 0.02).eventually { assert condition() }
  }

  /** Says what it knows as a real one does. */
  static class Tempered implements MpiRunner {

    Path pids

    @Override
    List<String> commandLine(Launch launch) { launch.command() }

    @Override
    LaunchEnd end(List<String> output) {
      LaunchEnd ofMpi = MpiRunner.super.end(output)
      output.any { it.contains('node lost') } ? LaunchEnd.STOPPED
          : output.any { it.contains('no such step') } ? LaunchEnd.NOT_CREATED
          : ofMpi == LaunchEnd.UNTOLD && output.any { it.contains('run: cancelled') } ? LaunchEnd.STOPPED : ofMpi
    }

    @Override
    String rankName() { 'ranks' }

    @Override
    List<String> signal(String signal, String name) {
      ['sh', '-c', 'while read -r p; do kill -s $1 -- -$p; done <"$2"', 'signal', signal, pids as String]
    }
  }

  /** A plugin with a bug. */
  static class Broken implements MpiRunner {

    @Override
    List<String> commandLine(Launch launch) { launch.command() }

    @Override
    LaunchEnd end(List<String> output) { throw new IllegalStateException('broken plugin') }
  }
}
