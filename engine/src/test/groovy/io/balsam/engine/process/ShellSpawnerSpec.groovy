package io.balsam.engine.process

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.TimeUnit
import spock.lang.Requires

class ShellSpawnerSpec extends SpawnerContractSpec {

  @Override
  Spawner newSpawner() { new ShellSpawner() }

  @Requires(value = { new File('/proc/self/stat').exists() }, reason = 'no /proc on this machine')
  def "peak memory is seen for a job that runs long enough, its children included"() {
    when:
    def small = run('sleep 0.3')
    def large = run('head -c 60000000 /dev/zero | tail -c 60000000 | { sleep 1.5; cat >/dev/null; }')

    then:
    small.peakKib().getAsLong() in 100L..30_000L
    large.peakKib().getAsLong() > 50_000
  }

  def "a job whose processes run elsewhere is not measured, since the figures would be those of its runner"() {
    when:
    def end = run('sleep 0.3', local: false)

    then:
    end.exitCode() == 0
    end.cpu() == null
    end.peakKib().empty
  }

  @Requires(value = { new File('/proc/self/fd').exists() }, reason = 'no /proc on this machine')
  def "a job that writes to its helper's pipe is killed with the helper, and the next one runs: #answer"() {
    when: 'the helper keeps its pipes elsewhere while a job has its output'
    def end = run("for fd in /proc/\$PPID/fd/*; do case \$(readlink \$fd) in pipe:*) echo '$answer' >\$fd ;; esac; done; exec sleep 60")

    then:
    [end.exitCode(), end.signal()] == [null, 9]
    run('true').exitCode() == 0

    where:
    answer << ['nonsense', 'x 1', '']
  }

  @Requires(value = { new File('/proc/self/stat').exists() }, reason = 'no /proc on this machine')
  def "a job over its memory limit is killed with all its processes, and the reason is reported"() {
    when:
    def within = run('head -c 60000000 /dev/zero | tail -c 60000000 | { sleep 1; cat >/dev/null; }', memory: 1L << 30)
    def over = run('(sleep 100 & sleep 100) & head -c 60000000 /dev/zero | tail -c 60000000 | { sleep 100; cat >/dev/null; }', memory: 20L << 20)

    then:
    within.exitCode() == 0
    over.exitCode() == 137
    over.signal() == 9
    over.error() ==~ /ended by SIGKILL: it used \d+(\.\d)? MB of memory, its limit is 20 MB/
    over.manner() == ProcessEnd.Manner.BY_ITSELF
    soon.eventually { assert pidsIn(dir).empty }
    run('true').exitCode() == 0
  }

  def "a plain command is run without a shell"() {
    expect:
    PlainCommand.words(command, [:]).orElse(null) == words

    where:
    command                      || words
    'prog'                       || ['prog']
    "a 'b c' \"d e\" f\\ g ''"   || ['a', 'b c', 'd e', 'f g', '']
    "  a'b'\"c\"d  "             || ['abcd']
    './x --y=1 /z,2:3@4%5+6'     || ['./x', '--y=1', '/z,2:3@4%5+6']
    'a b\n'                      || ['a', 'b']
    'a\nb'                       || null
    'a # b'                      || null
    'a ~ b'                      || null
    'a=1 b'                      || null
    'a {1,2}'                    || null
    'a "$b"'                     || null
    'a ü'                        || null
    'cd x'                       || null
    'if'                         || null
    'a "b'                       || null
    'a b\\'                      || null
    ''                           || null
  }

  def "exported functions of bash reach the job and win over programs"() {
    expect:
    run('hello you', environment: ['BASH_FUNC_hello%%': '() {  echo "hello $1"\n}']).exitCode() == 0
    out() == 'hello you\n'
  }

  def "a helper that was killed while idle is replaced"() {
    given:
    def others = childPids()
    run('sleep 0')
    def helpers = childPids() - others

    when:
    helpers.each { pid -> ProcessHandle.of(pid).ifPresent { it.destroyForcibly() } }

    then:
    !helpers.empty
    soon.eventually { assert run("sh -c 'exit 4'").exitCode() == 4 }
    run("sh -c 'exit 5'").exitCode() == 5
  }

  @Requires(value = { new File('/proc/self/stat').exists() }, reason = 'no /proc on this machine')
  def "jobs are killed with their engine, whatever they do about signals"() {
    given:
    def engine = otherEngine("trap '' TERM; timeout 1000 sleep 1000 & (trap '' TERM; sleep 1000) & echo up; sleep 1000; sleep 1000")
    soon.eventually { assert new File("$dir/job.out").text == 'up\n' && pidsIn(dir).size() >= 4 }

    when:
    engine.destroyForcibly()

    then:
    soon.eventually { assert pidsIn(dir).empty }
  }

  @Requires(value = { new File('/proc/self/stat').exists() }, reason = 'no /proc on this machine')
  def "what outlives an engine and its control shell is found by its environment and killed; others are not"() {
    given:
    def engine = otherEngine("trap '' TERM; env -i sleep 1000 & echo up; sleep 1000; sleep 1000")
    def otherSite = Files.createDirectory(dir.resolveSibling('other-' + dir.fileName))
    soon.eventually { assert new File("$dir/job.out").text == 'up\n' && pidsIn(dir).size() >= 3 }
    def mine = start('echo up; sleep 1000', workdir: otherSite.resolve('a'), environment: [BALSAM_SITE: dir.toString(), BALSAM_OWNER: 'me'])
    def elsewhere = start('echo up; sleep 1000', workdir: otherSite.resolve('b'), environment: [BALSAM_SITE: otherSite.toString(), BALSAM_OWNER: 'dead'])
    soon.eventually { ['a', 'b'].each { assert new File("$otherSite/$it/job.out").text == 'up\n' } }

    when:
    engine.children().filter { it.info().arguments().orElse([] as String[]).contains('balsam-control') }
        .forEach { it.destroyForcibly() }
    engine.destroyForcibly()
    engine.waitFor()

    then:
    OrphanReaper.killOrphans(dir, 'me') >= 3
    pidsIn(dir).empty
    !mine.done
    !elsewhere.done
    OrphanReaper.killOrphans(dir, 'me') == 0

    cleanup:
    otherSite?.toFile()?.deleteDir()
  }

  /** A JVM of its own that starts one job here and waits. */
  private Process otherEngine(String command) {
    new ProcessBuilder("${System.getProperty('java.home')}/bin/java", '-XX:TieredStopAtLevel=1', '-cp',
        System.getProperty('java.class.path'), OtherEngine.name, dir.toString(), command)
        .inheritIO().start()
  }

  /** Helpers and the control shell, and what other specs may have started in this JVM. */
  private static List<Long> childPids() {
    ProcessHandle.current().children().map { it.pid() }.toList()
  }

  static class OtherEngine {
    static void main(String[] args) {
      def site = Path.of(args[0])
      new ShellSpawner().start(new ProcessSpec(1, 1, site, args[1], '',
          [BALSAM_SITE: args[0], BALSAM_OWNER: 'dead'], false)) {}
      TimeUnit.MINUTES.sleep(5)
    }
  }
}
