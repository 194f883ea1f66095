package io.balsam.engine.process

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** What every spawner must do, held against real processes. */
abstract class SpawnerContractSpec extends Specification {

  @TempDir Path dir

  @AutoCleanup Spawner spawner = newSpawner()

  PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.02)

  private long lastJob = 0

  abstract Spawner newSpawner()

  def "the exit code is reported: #command"() {
    when:
    def end = run(command)

    then:
    [end.exitCode(), end.signal(), end.error()] == [code, signal, '']

    where:
    command                       || code | signal
    'true'                        || 0    | 0
    'false'                       || 1    | 0
    'exit 7'                      || 7    | 0
    'exit 255'                    || 255  | 0
    "sh -c 'exit 42'"             || 42   | 0
    'kill -TERM $$'               || null | 15
    'kill -KILL $$'               || null | 9
    "ulimit -c 0; kill -SEGV \$\$" || null | 11
    "sh -c 'kill -USR1 \$\$'"     || null | 10
    "sh -c 'kill -PIPE \$\$'"     || null | 13
    'exit 143'                    || null | 15
    'exit 145'                    || 145  | 0
    'exit 150'                    || 150  | 0
    'exit 156'                    || 156  | 0
    'exit 160'                    || 160  | 0
    'exit 192'                    || 192  | 0
    'false; true'                 || 1    | 0
    'false | true'                || 1    | 0
    'true | true'                 || 0    | 0
    'test 1 = 1 && exit 3'        || 3    | 0
    ''                            || 0    | 0
    '   '                         || 0    | 0
    '# nothing but a remark'      || 0    | 0
    'true\n'                      || 0    | 0
    '\nfalse\ntrue\n'             || 1    | 0
  }

  def "a command that cannot be run is reported with a message: #command"() {
    given:
    Files.writeString(dir.resolve('plain.txt'), 'no program')
    Files.createDirectory(dir.resolve('folder'))

    when:
    def end = run(command)

    then:
    end.exitCode() == code
    end.error() == error

    and: 'the next job is not disturbed'
    run('true').exitCode() == 0

    where:
    command                     || code | error
    'no-such-program --x 1'     || 127  | "no program 'no-such-program' on the PATH"
    './missing'                 || 127  | 'no such program: ./missing'
    './plain.txt'               || 126  | './plain.txt is not executable'
    './folder'                  || 126  | './folder is a directory, not a program'
    "sh -c 'exit 127'"          || 127  | ''
    'no-such-program | cat'     || 127  | ''
  }

  def "output belongs to the job, whatever it is: #command"() {
    when:
    def end = run(command)

    then:
    end.exitCode() == code
    out() == text

    and: 'the next job is not disturbed'
    run('echo next').exitCode() == 0
    out() == 'next\n'

    where:
    command                               || code | text
    "echo 'a b'  c"                       || 0    | 'a b c\n'
    'echo "it\'s"'                        || 0    | "it's\n"
    "echo 'it'\\''s'"                     || 0    | "it's\n"
    'echo \\$HOME \\\\ \\"'               || 0    | '$HOME \\ "\n'
    "echo '\$(exit 3)' '`exit 3`'"        || 0    | '$(exit 3) `exit 3`\n'
    'echo $((1 + 2))'                     || 0    | '3\n'
    "printf '%s|' 'a\nb' ''"              || 0    | 'a\nb||'
    "printf '%s' '\n}\ndone\nEOF\n'"      || 0    | '\n}\ndone\nEOF\n'
    'echo )'                              || 2    | ''
    "echo '"                              || 2    | ''
    'echo "'                              || 2    | ''
    'echo a; }'                           || 2    | ''
    'exec 1>&-; true'                     || 0    | ''
    "echo 'äöü €\u0081\u0085 \uD83D\uDE00 日本'" || 0 | 'äöü €\u0081\u0085 \uD83D\uDE00 日本\n'
    "echo '*' ? '[a]' '~' '#' '!' '{a,b}'" || 0   | '* ? [a] ~ # ! {a,b}\n'
    'echo {a,b}'                          || 0    | 'a b\n'
    "echo '\\n' -e"                       || 0    | '\\n -e\n'
    'X=5 sh -c \'echo $X\''               || 0    | '5\n'
    'cat'                                 || 0    | ''
    'balsam_job_ended 3; exit 4'          || 127  | ''
    'balsam_started= true'                || 0    | ''
    'exit 5\nbalsam_job_ended 6'          || 5    | ''
  }

  def "a program gets its arguments exactly: #words"() {
    given:
    def quoted = words.collect { "'" + it.replace("'", "'\\''") + "'" }.join(' ')

    when:
    def end = run("printf '%s\\0' $quoted" + tail)

    then:
    end.exitCode() == 0
    out() == words.collect { it + '\0' }.join('')

    where:
    [words, tail] << [
        [["'", "''", '"', '\\', '\\\\n', '$x', '`'], [' ', '\t', 'a\nb', '\n\n', '\r'], ['-n', '--', '=', 'a=b', ''],
            ['x' * 100_000], (1..200).collect { "word $it" }],
        ['', ' | cat']].combinations()
  }

  def "the environment is the engine's with the job's on top"() {
    when:
    def end = run('env -0', environment: env)

    then:
    end.exitCode() == 0
    def seen = out().split('\0').collectEntries { def at = it.indexOf('='); [it[0..<at], it.substring(at + 1)] }
    seen.entrySet().containsAll(env.entrySet())
    env.containsKey('PATH') || seen.PATH == System.getenv('PATH')
    seen.balsam_started == env.balsam_started
    seen.OLDPWD == env.OLDPWD
    seen.PWD == dir.toString()

    and: 'nothing of it stays'
    run('env -0', environment: [LATER: '1']).exitCode() == 0
    def after = out().split('\0')
    env.every { name, value -> name == 'PATH' || !after.contains("$name=$value".toString()) }

    where:
    env << [
        [A: '1', B: '', C: "it's \"x\" \$HOME `id` \\ \n\n end\n"],
        [x: '1', balsam_started: 'no', signal: '3', s: 'ü\u0085日本'],
        [IFS: 'aeiou/ ', OPTIND: 'abc', LINENO: 'x', PPID: '1', UID: '7', _: 'u'],
        ['a.b': '1', 'BASH_FUNC_hello%%': '() {  echo hello\n}', 'with space': '2', '1': 'one'],
        [PATH: '/usr/bin:/bin', HOME: '/nowhere'],
        [BIG: 'b' * 100_000],
    ]
  }

  def "the preamble runs before the command in the same shell"() {
    expect:
    run('echo "$GREETING $(hi)"', preamble: 'GREETING=hello\nhi() { echo there; }').exitCode() == 0
    out() == 'hello there\n'
    run('echo reached', preamble: 'false').exitCode() == 1
    out() == ''
  }

  def "a command longer than one argument may be is run by the shell all the same: #what"() {
    when:
    def end = run(options, command)

    then:
    [end.exitCode(), end.signal(), end.error(), out()] == [code, 0, '', text]

    and: 'nothing is left of how'
    dir.toFile().list().sort() == ['job.err', 'job.out']

    where:
    what                      | options                 | command                                          || code | text
    'a pipe'                  | [:]                     | "printf '%s\\n' ${words(5000)} | wc -l"        || 0    | '5000\n'
    'beside an end in letters' | [:]                    | "printf '%s\\n' ${words(12000)}é | tail -n 1" || 0 | 'sample-12000é\n'
    'a script'                | [:]                     | lines(8000) + 'echo $#,$0 | sed s,/.*/,,'        || 0    | '0,bash\n'
    'one that fails'          | [:]                     | lines(8000) + 'false | cat; echo not reached'    || 1    | ''
    'that need not be strict' | [strict: false]         | lines(8000) + 'false | cat; echo reached'        || 0    | 'reached\n'
    'an exit code'            | [:]                     | lines(8000) + 'exit 7'                           || 7    | ''
    'a program in its place'  | [:]                     | lines(8000) + 'exec echo done'                   || 0    | 'done\n'
    'its input is its own'    | [:]                     | lines(8000) + 'cat; cat <<X\nhere\nX'            || 0    | 'here\n'
    'the preamble'            | [preamble: lines(8000) + 'hi() { echo hi; }'] | 'hi'                       || 0    | 'hi\n'
    'one word of a builtin'   | [:]                     | "echo ${'y' * 200_000}"                          || 0    | 'y' * 200_000 + '\n'
  }

  private static String words(int count) { (1..count).collect { "sample-$it" }.join(' ') }

  private static String lines(int count) { ': a line of a generated script\n' * count }

  def "arguments beyond the system's limits are refused with the limit: #what"() {
    when:
    def end = run(command, environment: environment)

    then:
    end.exitCode() == 126
    end.error() == error

    and: 'the next job is not disturbed'
    run('true').exitCode() == 0

    where:
    what                | environment            | command                       || error
    'one argument'      | [:]                    | "printenv ${'x' * 131_072}"   || 'an argument is too long: 131,072 bytes, and Linux takes at most 131,071 in one; pass it in a file'
    'many'              | [:]                    | "printenv ${words(200_000)}"  || 'its arguments are too long: 200,001 of them with 2,688,904 bytes, and with the environment that is more than \'getconf ARG_MAX\' allows; pass them in a file'
    'a variable'        | [LONG: 'é' * 70_000]   | 'printenv HOME'               || 'the environment variable LONG is too long: 140,005 bytes, and Linux takes at most 131,071; pass it in a file'
    'one with a shell'  | [LONG: 'x' * 140_000]  | 'printenv HOME | cat'         || 'the environment variable LONG is too long: 140,005 bytes, and Linux takes at most 131,071; pass it in a file'
    'one behind a pipe' | [:]                    | "true | printenv ${'x' * 140_000}" || 'a program in it was given too much: Linux takes at most 131,071 bytes in one argument, and in all arguments and the environment what \'getconf ARG_MAX\' says'
  }

  def "a shell that is not strict continues after a failed command"() {
    expect:
    run(command, strict: false).exitCode() == 0
    out() == text
    run(command).exitCode() != 0

    where:
    command                               || text
    'false; echo on'                      || 'on\n'
    "yes | head -n 1"                     || 'y\n'
  }

  def "the workdir is made, is where the job runs, and can have any name: #name"() {
    given:
    def workdir = dir.resolve(name)

    when:
    def end = run('sh -c pwd', workdir: workdir)

    then:
    end.exitCode() == 0
    Files.readString(workdir.resolve('job.out')) == "$workdir\n"

    where:
    name << ['a/b/c', "it's", 'two  words', '$HOME', '`id`', '-n', 'ü日本', 'a\nb', '*', ';exit', '..x', '"']
  }

  def "a job that cannot write its outputs is not started, and the reason is reported"() {
    given:
    def file = Files.writeString(dir.resolve('file'), '')
    def taken = Files.createDirectories(dir.resolve('taken/job.out')).parent

    expect:
    def inFile = run('true', workdir: file)
    [inFile.exitCode(), inFile.error()] == [null, "cannot make the workdir $file: $file is a file".toString()]
    def inTaken = run('true', workdir: taken)
    [inTaken.exitCode(), inTaken.error()] == [null, "$taken/job.out is a directory".toString()]
    run('true', workdir: Path.of('/proc/nowhere')).error().startsWith('cannot make the workdir /proc/nowhere: ')
    run('true').exitCode() == 0
  }

  def "a job is not started where a named pipe is in the place of #file, which would wait for a reader"() {
    given:
    assert run('echo first').exitCode() == 0
    def pipe = dir.resolve(file)
    assert ['sh', '-c', 'rm -f "$0"; mkfifo "$0"', pipe as String].execute().waitFor() == 0

    expect:
    def end = run('true', attempt: attempt)
    [end.exitCode(), end.error()] == [null, "$pipe is not a regular file: remove it".toString()]

    and: 'a pipe that nothing is written to is in nobody\'s way'
    file == 'job.out' || run('true', attempt: attempt, merge: true).exitCode() == 0

    where:
    file      | attempt
    'job.out' | 1
    'job.out' | 2
    'job.err' | 1
    'job.err' | 2
  }

  def "values no process can take are refused: #spec"() {
    expect:
    def end = run(spec, spec.command ?: 'true')
    end.exitCode() == null
    end.error() == error
    run('true').exitCode() == 0

    where:
    spec                             || error
    [command: 'echo a\0b']           || 'the command contains a NUL character'
    [preamble: '\0']                 || 'the command contains a NUL character'
    [environment: [A: 'a\0']]        || 'the environment variable A contains a NUL character'
    [environment: ['a=b': 'c']]      || "'a=b' cannot name an environment variable"
    [environment: ['': 'c']]         || "'' cannot name an environment variable"
  }

  def "outputs go to two files or to one; a later attempt appends"() {
    expect:
    run('echo one; echo two >&2').exitCode() == 0
    [out(), err()] == ['one\n', 'two\n']
    run('echo three; echo four >&2', attempt: 2).exitCode() == 0
    [out(), err()] == ['one\nthree\n', 'two\nfour\n']
    run('echo five; echo six >&2', merge: true, attempt: 3).exitCode() == 0
    [out(), err()] == ['one\nthree\nfive\nsix\n', 'two\nfour\n']
    run('echo seven').exitCode() == 0
    [out(), err()] == ['seven\n', '']
    run('echo eight; echo nine >&2', merge: true).exitCode() == 0
    out() == 'eight\nnine\n'
  }

  def "large outputs are complete"() {
    expect:
    run('head -c 30000000 /dev/zero; head -c 20000000 /dev/zero >&2').exitCode() == 0
    Files.size(dir.resolve('job.out')) == 30_000_000
    Files.size(dir.resolve('job.err')) == 20_000_000
  }

  def "200 jobs run at once, each with its own result"() {
    when:
    def ends = (1..200).collect { n ->
      start("echo $n; until test -e ../go; do sleep 0.2; done; exit ${n % 100}", workdir: dir.resolve("j$n"))
    }
    soon.eventually {
      assert (1..200).every { Files.exists(dir.resolve("j$it/job.out")) && Files.readString(dir.resolve("j$it/job.out")) == "$it\n" }
    }
    Files.createFile(dir.resolve('go'))

    then:
    ends.collect { await(it).exitCode() } == (1..200).collect { it % 100 }
  }

  def "500 jobs run, one after the other and two at a time"() {
    when:
    def codes = (1..250).collectMany { n ->
      def two = [start("sh -c 'exit ${n % 50}'", workdir: dir.resolve('a')), start('true', workdir: dir.resolve('b'))]
      two.collect { await(it).exitCode() }
    }

    then:
    codes == (1..250).collectMany { [it % 50, 0] }
  }

  def "a job that is ended gets SIGTERM first and may clean up"() {
    given:
    def end = start('trap "echo tidy; exit 9" TERM; echo up; while :; do sleep 0.1; done')
    soon.eventually { assert out() == 'up\n' }

    when:
    spawner.end(lastJob, Duration.ofMinutes(5))

    then:
    await(end).exitCode() == 9
    out() == 'up\ntidy\n'
    run('true').exitCode() == 0
  }

  def "a job that is cancelled right after its start ends"() {
    when:
    def ends = (1..10).collect { n ->
      def end = start('sleep 1000', workdir: dir.resolve("$n"))
      spawner.end(lastJob, Duration.ofMinutes(5))
      end
    }

    then:
    ends.every { await(it).signal() == 15 }
  }

  def "a job that ignores SIGTERM is killed after the grace, with all its children: #children"() {
    given:
    def end = start("trap '' TERM; $children echo up; while :; do sleep 0.1; done")
    soon.eventually { assert out() == 'up\n' }
    def mine = pidsIn(dir)

    expect:
    mine.size() >= count

    when:
    spawner.end(lastJob, Duration.ofMillis(200))

    then:
    await(end).signal() == 9
    soon.eventually { assert pidsIn(dir).empty }
    run('true').exitCode() == 0

    where:
    children                                                                  | count
    ''                                                                        | 1
    '(sleep 1000; true) & (sh -c "sleep 1000; true"; true) &'                 | 4
    'timeout 1000 sh -c "sleep 1000; true" & '                                | 3
    'bash -c "set -m; sleep 1000 & sleep 1000 & wait" & sleep 0.3; '          | 3
  }

  def "processes that a job leaves behind are ended with it"() {
    when:
    def end = run('sleep 1000 & (sh -c "sleep 1000; true") & sleep 0.1; exit 3')

    then:
    end.exitCode() == 3
    soon.eventually { assert pidsIn(dir).empty }
  }

  def "what a job leaves behind ends with it, also when it ignores SIGTERM and the helper goes on"() {
    when:
    def end = run('trap "" TERM; timeout 1000 sleep 1000 & sleep 1000 & sleep 0.3; exit 3')
    def other = dir.resolve('other')

    then:
    end.exitCode() == 3
    soon.eventually {
      assert run("sh -c 'exit 2'", workdir: other).exitCode() == 2
      assert pidsIn(dir).empty
    }
  }

  @Requires(value = { new File('/proc/self/stat').exists() }, reason = 'no /proc on this machine')
  def "a job that is ended takes along what has left its session, and only then is its end reported: #what"() {
    given:
    def job = start("setsid bash -c '$stray' & echo up; sleep 1000", environment: marks(1))
    def other = start("setsid sleep 1000 & echo up; sleep 1000", workdir: dir.resolve('other'), environment: marks(2))
    soon.eventually {
      assert strays(dir) >= 1
      assert strays(dir.resolve('other')) == 1
    }

    when:
    spawner.end(1, Duration.ofSeconds(grace))

    then:
    await(job).manner() == ProcessEnd.Manner.TOLD
    Files.exists(dir.resolve('saved')) == saved
    strays(dir) - strays(dir.resolve('other')) == 0
    !other.done
    strays(dir.resolve('other')) == 1

    when: 'and so does closing'
    spawner.close()

    then:
    await(other).signal() == 9
    soon.eventually { assert pidsIn(dir).empty }

    where:
    what                      | stray                                                                       | grace || saved
    'it may clean up'         | 'trap "touch saved; exit" TERM; while :; do sleep 0.05; done'               | 20    || true
    'it ignores SIGTERM'      | 'trap "" TERM; sleep 1000; true'                                            | 0     || false
    'without its environment' | 'env -i sleep 1000; true'                                                   | 20    || false
    'in a third session'      | 'setsid -w sleep 1000; true'                                                | 20    || false
  }

  def "a job that kills its process group is reported as killed, and the next one runs"() {
    expect:
    run('kill -KILL 0').signal() == 9
    run('kill -TERM 0').signal() == 15
    run('true').exitCode() == 0
  }

  def "ending a job that does not run is ignored"() {
    when:
    spawner.end(4711, Duration.ZERO)

    then:
    run('true').exitCode() == 0
  }

  def "closing kills running jobs and reports every end"() {
    given:
    def ends = (1..5).collect { start("trap '' TERM; echo up; while :; do sleep 0.1; done", workdir: dir.resolve("$it")) }
    soon.eventually { assert (1..5).every { Files.exists(dir.resolve("$it/job.out")) && Files.size(dir.resolve("$it/job.out")) > 0 } }

    when:
    spawner.close()

    then:
    ends.every { await(it).signal() == 9 }
    soon.eventually { assert pidsIn(dir).empty }

    when: 'a closed one starts nothing'
    def late = run('true')

    then:
    late.exitCode() == null
    late.error().contains('closing')
  }

  def "CPU time is the job's own, children included"() {
    when:
    def busy = run("sh -c 'i=0; while [ \$i -lt 300000 ]; do i=\$((i+1)); done' & wait")
    def idle = run('sleep 0.1')

    then:
    busy.cpu() >= Duration.ofMillis(50)
    idle.cpu() < busy.cpu()
  }

  ProcessEnd run(Map options = [:], String command) {
    await(start(options, command))
  }

  CompletableFuture<ProcessEnd> start(Map options = [:], String command) {
    def end = new CompletableFuture<ProcessEnd>()
    def spec = new ProcessSpec(++lastJob, options.attempt ?: 1, options.containsKey("workdir") ? options.workdir : dir, command,
        options.preamble ?: '', options.environment ?: [:], options.merge ?: false, options.strict != false, [:], null, options.memory ?: 0, options.local != false)
    spawner.start(spec) {
      assert end.complete(it): 'told twice'
    }
    end
  }

  /** The variables that identify an attempt of a job. */
  static Map<String, String> marks(long job) {
    [BALSAM_OWNER: 'me', BALSAM_JOB_ID: "$job".toString(), BALSAM_ATTEMPT: '1']
  }

  /** Number of processes below a directory that lead a session and are no helper. */
  static int strays(Path dir) {
    (pidsIn(dir) as Set).count { pid ->
      def stat = ProcTable.all().find { it.pid() == pid }
      stat && stat.session() == pid && stat.parent() != ProcessHandle.current().pid()
    } as int
  }

  static ProcessEnd await(CompletableFuture<ProcessEnd> end) {
    end.get(30, TimeUnit.SECONDS)
  }

  String out() { Files.readString(dir.resolve('job.out')) }

  String err() { Files.readString(dir.resolve('job.err')) }

  /** Processes that were started in a directory or below it. */
  static List<Long> pidsIn(Path dir) {
    def prefix = dir.toRealPath().toString()
    new File('/proc').list().findAll { it.isLong() }.findAll { pid ->
      try {
        Files.readSymbolicLink(Path.of('/proc', pid, 'cwd')).toString().startsWith(prefix)
      } catch (IOException ignored) {
        false
      }
    }*.toLong()
  }
}
