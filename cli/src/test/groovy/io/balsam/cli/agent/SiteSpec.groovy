package io.balsam.cli.agent

import static io.balsam.spi.BatchJobState.*

import io.balsam.agent.process.AgentState
import io.balsam.agent.site.SiteDirectory
import io.balsam.cli.Shell
import io.balsam.dsl.WorkflowReader
import io.balsam.engine.api.Json
import io.balsam.engine.api.NewRun
import io.balsam.engine.dispatch.lease.SimulatedLauncher
import io.balsam.server.ApiClient
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.JobMode
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A site of the local platform, with agents that are real processes. */
class SiteSpec extends Specification {

  @TempDir Path dir
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.1)
  Shell shell
  Path site

  def setup() {
    shell = new Shell(dir)
    site = shell.directory.resolve('site')
  }

  def cleanup() {
    if (Files.isDirectory(site)) {
      site.resolve('go').text = ''
    }
    pid().ifPresent { kill(it) }
  }

  private int balsam(Object... words) {
    shell.balsam(words)
  }

  private init() {
    assert balsam('site', 'init', 'site', '--platform', 'local') == 0: shell
    site.resolve('job-template.sh').text = '#!/bin/sh\n: {{ launcher_cmd }}\necho {{ name }}\nwhile [ -d {{ site }} ] && [ ! -e {{ site }}/go ]; do sleep 0.05; done\n'
  }

  private Optional<ProcessHandle> pid() {
    Optional.ofNullable(AgentState.of(new SiteDirectory(site)).agent()).flatMap { ProcessHandle.of(it.pid()) }
  }

  private static kill(ProcessHandle process) {
    process.destroyForcibly()
    process.onExit().get(30, TimeUnit.SECONDS)
  }

  private ApiClient client() {
    def state = AgentState.of(new SiteDirectory(site))
    new ApiClient(state.address())
  }

  private BatchJobInfo job(long id) {
    client().withCloseable { it.batchJobs().find([id], [] as Set)[0] }
  }

  private Map status() {
    balsam('site', 'status', 'site', '--json')
    Json.mapper().readValue(shell.out, Map)
  }

  def "a site is made, its agent started, given a BatchJob, killed, started again, and stopped"() {
    when:
    init()

    then:
    balsam('site', 'status', 'site') == 3
    shell.out.contains('down')
    balsam('site', 'start', 'site') == 0
    shell.out.contains('has started: process ')
    status().agent == 'up'
    status().site.modules*.name == ['batch_job_manager', 'processing', 'file_cleaner', 'transfer']
    status().site.modules*.state == ['up'] * 4
    !pid().get().info().arguments().orElse([] as String[]).contains('--force')

    when: 'nothing happens twice'
    def first = pid().get().pid()

    then:
    balsam('site', 'start', 'site') == 0
    shell.out.contains('is already running')
    pid().get().pid() == first

    when:
    def id = client().withCloseable {
      it.batchJobs().submit([new BatchJobRequest(1, 10, 'local', 'local', JobMode.MPI, [:], [], [:])])[0].id()
    }

    then:
    soon.eventually { assert job(id).state() == RUNNING }
    site.resolve("qsubmit/site-${id}.out").text == "site-$id\n"
    status().batch_jobs == [RUNNING: 1]

    when: 'the agent dies'
    kill(pid().get())

    then:
    balsam('site', 'status', 'site') == 3
    shell.out.contains('ended without a message')
    shell.out.contains('1 RUNNING')

    when:
    assert balsam('site', 'start', 'site') == 0: shell

    then: 'the BatchJob is still the one that was submitted'
    pid().get().pid() != first
    job(id).state() == RUNNING

    and: 'what happened to the site is listed, and stands in the log'
    balsam('events', '--site-events', '--site', 'site') == 0
    shell.lines()[0].tokenize(' ') == ['WHEN', 'SOURCE', 'BATCHJOB', 'EVENT']
    shell.lines().findAll { it =~ / agent +the agent has started$/ }.size() == 2
    shell.lines().findAll { it =~ / batch_job +$id +/ }.size() >= 2
    balsam('events', '--site-events', '--site', 'site', '--limit', 1) == 0
    shell.lines().size() == 2
    shell.err.contains('There are more: --limit 0 shows all; the next ones: --after 1')
    balsam('events', '--site-events', '--site', 'site', '--json', '--batch-job', id) == 0
    shell.lines().every { Json.mapper().readValue(it, Map).batch_job == id }
    balsam('events', '--site-events', '--site', 'site', '--run', 'latest') == 2
    site.resolve('log/agent.log').readLines().any { it.contains("batch_job (BatchJob $id): ") }

    and: 'nobody else becomes the agent, and is told that there is one'
    balsam('site', 'run', 'site') == 3
    shell.err.contains("the agent of $site is already running (process ${pid().get().pid()} on ")

    and: 'it outlives the agent in any case, and who stops that is told'
    balsam('site', 'stop', 'site') == 0
    shell.out.contains("BatchJob $id goes on (1 node)")
    balsam('site', 'start', 'site') == 0

    when:
    Files.createFile(site.resolve('go'))

    then:
    soon.eventually { assert job(id).state() == FINISHED }

    when:
    def agent = pid().get()

    then:
    balsam('site', 'stop', 'site') == 0
    shell.out.contains('has ended')
    !agent.alive
    !Files.exists(site.resolve('.balsam/agent.pid'))
    balsam('site', 'stop', 'site') == 0
    shell.out.contains('No agent runs')
    balsam('site', 'status', 'site') == 3
  }

  def "of five simultaneous starts exactly one starts an agent"() {
    given:
    init()

    when:
    def shells = (1..5).collect { new Shell(dir) }
    def threads = shells.collect { one -> Thread.start { one.balsam('site', 'start', 'site') } }
    threads*.join(180_000)

    then:
    shells*.err == [''] * 5
    shells.count { it.out.contains('has started') } == 1
    shells.count { it.out.contains('is already running') } == 4
    site.resolve('log/agent.log').readLines().count { it.contains('the agent of') } == 1
  }

  def "sync lists what has changed and restarts the agent with it; with a mistake the agent keeps its settings"() {
    given:
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    def settings = site.resolve('settings.yml')
    def first = pid().get().pid()

    expect:
    balsam('site', 'sync', 'site') == 0
    shell.out.contains('Nothing has changed')

    when:
    settings.text = settings.text.replace('num_workers: 4', 'num_wrkers: 4')

    then:
    balsam('site', 'sync', 'site') == 2
    shell.err.contains("unknown key 'num_wrkers': did you mean 'num_workers'?")
    pid().get().pid() == first

    when:
    settings.text = settings.text.replace('num_wrkers: 4', 'num_workers: 2') .replaceAll(/(?m)^  file_cleaner:\n.*\n.*\n/, '')

    then:
    balsam('site', 'sync', 'site') == 0
    shell.lines().take(4) == ['service_modules.processing.num_workers: 2 (was 4)',
                              'service_modules.file_cleaner: not set (was on)',
                              'service_modules.file_cleaner.cleanup_batch_size: not set (was 180)',
                              'service_modules.file_cleaner.keep_days: not set (was 30)']
    pid().get().pid() != first
    status().site.modules*.name == ['batch_job_manager', 'processing', 'transfer']
  }

  def "an agent that cannot start says why"() {
    given:
    init()
    def taken = new ServerSocket(0, 1, InetAddress.getByName('127.0.0.1'))
    site.resolve('settings.yml') << "listen: 127.0.0.1:$taken.localPort\n"

    expect:
    balsam('site', 'start', 'site') == 3
    shell.err.contains('the agent did not start: setting listen: cannot listen on')

    cleanup:
    taken?.close()
  }

  def "all faults of a site are reported at once by each command that would start its agent, and nothing starts"() {
    given:
    init()
    def settings = site.resolve('settings.yml')
    settings.text = settings.text.replace('runner:', 'runer:').replace('scheduler_interface: local', 'scheduler_interface: locl')
        .replace('num_workers', 'num_wrkers').replace('nodes: local', 'nodes: locale') +
        'listen: no.such.host.invalid\nplugins:\n  runner:\n    mpirun:\n      flavor: mpich\n    mpiru: {}\n'

    expect:
    balsam('site', command, 'site') == 2
    def lines = shell.err.readLines()*.replaceAll(/.*settings.yml:\d+:\d+: /, '')
    lines as Set == [
        "unknown key 'runer': did you mean 'runner'?",
        "batch_job_manager: scheduler_interface: unknown scheduler 'locl': did you mean 'local'? installed: local",
        "processing: unknown key 'num_wrkers': did you mean 'num_workers'?",
        "unknown nodes 'locale': did you mean 'local'? installed: local",
        "unknown runner 'mpiru': did you mean 'mpirun'? installed: mpirun, plain",
        "runner mpirun: unknown key 'flavor': did you mean 'flavour'?",
        "listen: cannot listen on 'no.such.host.invalid': there is no such host"] as Set
    shell.err.readLines().every { it.contains("$settings:") }
    !pid().present

    where:
    command << ['start', 'sync', 'restart', 'run']
  }

  def "a site that lacks something it needs does not start: #what"() {
    given:
    init()
    assert balsam('queue', 'submit', '--site', 'site', '-n', 1, '-t', 5) == 0: shell
    wrong.delegate = site
    wrong.call()

    expect:
    balsam('site', 'start', 'site') == 2
    shell.err.contains(message.replace('SITE', site.toString()))
    balsam('queue', 'submit', '--site', 'site', '-n', 1, '-t', 5) == (what.contains('template') ? 0 : 2)
    balsam('queue', 'ls', '--site', 'site') == 0
    shell.out.contains('pending submission')

    where:
    what                    | wrong                                                        || message
    'settings'              | { Files.delete(resolve('settings.yml')) }                    || 'there is no SITE/settings.yml: put it back'
    'anything in them'      | { resolve('settings.yml').text = '# to do\n' }               || "SITE/settings.yml is empty: without 'service_modules'"
    'a job template'        | { Files.delete(resolve('job-template.sh')) }                 || 'cannot read the job template SITE/job-template.sh: there is no such file'
    'a launcher in its template' | { resolve('job-template.sh').text = '#!/bin/sh\nhostname\n' } || 'SITE/job-template.sh: it starts no launcher'
    'a variable of its template' | { resolve('job-template.sh').text = '{{ nodez }}{{ launcher_cmd }}' } || "SITE/job-template.sh:1: unknown variable 'nodez'"
  }

  def "where the BatchJob service is off no allocation can be requested, and a site without services says so"() {
    given:
    init()
    site.resolve('settings.yml').text = 'name: lab\n'

    expect:
    balsam('site', 'sync', 'site') == 0
    shell.err.contains('no service is enabled in')
    balsam('queue', 'submit', '--site', 'site', '-n', 1, '-t', 5) == 2
    shell.err.contains("settings.yml has no block 'batch_job_manager' below 'service_modules'")
  }

  def "a site whose hooks no module runs says so"() {
    given:
    init()
    site.resolve('settings.yml').text = 'service_modules: {batch_job_manager: {scheduler_interface: local}}\n'

    expect:
    balsam('site', 'sync', 'site') == 0
    shell.err.contains("the module processing is off in ${site.resolve('settings.yml')}: jobs with hooks wait; 'processing: {}'")
  }

  def "an agent on another host is left alone and reported"() {
    given:
    init()
    site.resolve('.balsam/agent.pid').text =
        '{"pid":42,"host":"login7.elsewhere","started":"2026-01-02T03:04:05Z","url":"","token":""}'

    expect:
    balsam('site', command, 'site', *more) == code
    "$shell.err$shell.out".contains('login7.elsewhere')

    cleanup:
    Files.delete(site.resolve('.balsam/agent.pid'))

    where:
    command   | more      || code
    'start'   | []        || 3
    'stop'    | []        || 3
    'restart' | []        || 3
    'status'  | []        || 3
    'rm'      | ['--yes'] || 2
  }

  def "an existing site is not created again, and a directory that is not a site has no agent"() {
    given:
    init()

    expect:
    balsam('site', 'init', 'site') == 2
    shell.err.contains('is a site already')
    balsam('site', 'init', 'other', '--platform', 'slrum') == 2
    shell.err.contains("unknown scheduler 'slrum'")
    !Files.exists(dir.resolve('other'))
    balsam('site', 'start', '.') == 2
    shell.err.contains("is not a site with an agent: 'balsam site init DIR' creates one")
  }

  def "sites are listed until they are removed, and other files in their directories stay"() {
    given:
    init()
    assert balsam('site', 'init', 'second', '--platform', 'local') == 0
    site.resolve('wf.groovy').text = 'mine'

    expect:
    balsam('site', 'ls') == 0
    shell.lines().drop(1)*.trim()*.replaceAll(/ +/, ' ') == ["site down $site".toString(), "second down ${site.resolveSibling('second')}".toString()]
    balsam('site', 'rm', 'site') == 0
    shell.out.contains('Nothing was removed; use --yes to remove it')
    Files.exists(site.resolve('settings.yml'))

    when:
    dir.resolve('second').deleteDir()

    then:
    balsam('site', 'ls') == 0
    shell.out.contains('no site')
    balsam('site', 'rm', 'second') == 0
    balsam('site', 'rm', 'site', '--yes') == 0
    site.toFile().list().toList().toSorted() == ['job-template.sh.old', 'wf.groovy']
    balsam('site', 'ls') == 0
    shell.out.contains('No sites yet')
  }

  def "a name of several sites is refused by every command, and a unique name works everywhere"() {
    given:
    init()
    ['one', 'two'].each { assert balsam('site', 'init', it, '--platform', 'local', '--name', 'twin') == 0 }
    def twins = "'twin' may mean ${dir.toRealPath()}/one or ${dir.toRealPath()}/two: say which, with its directory"

    expect:
    [['queue', 'ls', '--site', 'twin'], ['job', 'cancel', '--all', '--site', 'twin'], ['site', 'stop', 'twin'], ['site', 'status', 'twin'], ['site', 'rm', 'twin', '--yes']].each {
      assert balsam(*it) == 2
      assert shell.err == "balsam: $twins\n"
    }

    when: 'one of them goes by a link too'
    Files.createSymbolicLink(dir.resolve('link'), dir.resolve('two'))
    assert balsam('site', 'rm', 'link') == 0
    dir.resolve('one').deleteDir()

    then:
    balsam('site', 'stop', 'twin') == 0
    shell.out == "No agent runs for ${dir.toRealPath()}/two\n"
    balsam('site', 'stop', 'link') == 0
    shell.out == "No agent runs for ${dir.toRealPath()}/two\n"

    when: 'a directory has that name here'
    Files.createDirectory(dir.resolve('twin'))

    then:
    balsam('queue', 'ls', '--site', 'twin') == 2
    shell.err.contains("'twin' may mean ${dir.toRealPath()}/twin or ${dir.toRealPath()}/two")
    balsam('queue', 'ls', '--site', './twin') == 0

    when:
    dir.resolve('twin').deleteDir()

    then: 'by its name, too'
    balsam('site', 'rm', 'twin', '--yes') == 0
    shell.out.contains("Removed the site in ${dir.toRealPath()}/two")
    !balsam('site', 'rm', 'twin').equals(0)
    shell.err.contains("no site of that name")
  }

  def "stopping an agent names BatchJobs that are being cancelled, and a site with open BatchJobs is not removed"() {
    given: 'one with a launcher that takes its time, and one that has begun'
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    def ids = client().withCloseable { one ->
      one.batchJobs().submit([new BatchJobRequest(1, 10, 'local', 'local', JobMode.MPI, [:], [], [:])] * 2)*.id()
    }
    soon.eventually { ids.each { assert job(it).state() == RUNNING } }
    def agent = client()
    new SimulatedLauncher([batchJob: ids[0]], agent.sessions()).open()

    when:
    assert balsam('queue', 'rm', ids[0], '--site', 'site') == 0: shell
    def code = balsam('site', 'stop', 'site')

    then:
    code == 0
    shell.out.contains("BatchJob ${ids[1]} goes on (1 node): to cancel, start the agent again, then 'balsam queue rm ${ids[1]}'")
    shell.out.contains("BatchJob ${ids[0]} is still being cancelled; the next agent completes it: 'balsam site start'")

    and:
    balsam('site', 'rm', 'site', '--yes') == 2
    shell.err.contains("according to its record, not ended: BatchJob ${ids[0]} (")
    shell.err =~ /BatchJob ${ids[0]} \(\S+ in the batch system, PENDING_DELETION\), BatchJob ${ids[1]} \(\S+ in the batch system, RUNNING\)\. Cancel with/
    shell.err.contains("'balsam queue rm ${ids.join(' ')} --site $site', then start the agent, which carries it out: 'balsam site start $site'")
    Files.exists(site.resolve('settings.yml'))

    when: 'what was printed is done'
    assert balsam('queue', 'rm', *ids, '--site', 'site') == 0: shell
    site.resolve('go').text = ''
    assert balsam('site', 'start', 'site') == 0: shell
    soon.eventually { ids.each { assert job(it).state().terminal() } }
    assert balsam('site', 'stop', 'site') == 0: shell

    then:
    balsam('site', 'rm', 'site', '--yes') == 0

    cleanup:
    agent?.close()
  }

  def "removing a site keeps the user's files from before and those added later"() {
    given: 'directories with the names of a site, and files with the names of its files in the making'
    def mine = ['data/results.csv', 'log/app.log', 'plugins/tool.py', 'settings.yml.new', 'job-template.sh.new']
    mine.each { write(it) }
    assert balsam('site', 'init', 'site', '--platform', 'local') == 0: shell

    when: 'and more later'
    def later = ['data/new.csv', 'qsubmit/notes', '.balsam/notes', '.balsam/log/notes', 'qsubmit/other-1.sh', '.balsam/store.json.new/mine']
    later.each { write(it) }
    write('qsubmit/site-1.sh')
    write('log/agent.log')
    write('.balsam/tls.pem')
    write('.balsam/tls.pem.new')
    write('.balsam/agent.settings.json.new')

    then:
    balsam('site', 'rm', 'site', '--yes') == 0
    files() == (mine + later).toSorted()
    later.take(3).every { shell.out.contains("Kept: ${site.resolve(it)}") }
    mine.take(3).every { shell.out.contains("Kept: ${site.resolve(it)}") }
  }

  def "what a run wrote is removed with the site, other files beside it stay"() {
    given:
    Files.createDirectories(site)
    site.resolve('wf.groovy').text = "app('x') { command 'echo 1' }\njob('x') { workdir 'a/b' }\n"
    def here = new Shell(site)
    assert here.balsam('run', 'wf.groovy') == 0
    assert balsam('site', 'init', 'site', '--platform', 'local') == 0: shell
    write('data/wf-1/a/notes')
    write('data/other-2/b/job.out')

    expect:
    balsam('site', 'rm', 'site', '--yes') == 0
    files() == ['data/other-2/b/job.out', 'data/wf-1/a/notes', 'wf.groovy']
  }

  def "data that was moved away and linked is not followed"() {
    given:
    def scratch = Files.createDirectories(dir.toRealPath().resolve('scratch'))
    Files.createDirectories(site)
    Files.createSymbolicLink(site.resolve('data'), scratch)
    site.resolve('wf.groovy').text = "app('x') { command 'echo 1' }\njob('x') { workdir 'a' }\n"
    assert new Shell(site).balsam('run', 'wf.groovy') == 0
    assert balsam('site', 'init', 'site', '--platform', 'local') == 0: shell

    expect:
    balsam('site', 'rm', 'site', '--yes') == 0
    scratch.resolve('wf-1/a/job.out').text == '1\n'
  }

  def "a site that cannot be created leaves the user's files as they are"() {
    given:
    write('log/agent.log')

    expect:
    balsam('site', 'init', 'site', '--platform', 'local') == 2
    shell.err.contains('log/agent.log already exists')
    files() == ['log/agent.log']
  }

  def "a copy of a site does not use the agent of the original"() {
    given:
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    def id = client().withCloseable {
      it.batchJobs().submit([new BatchJobRequest(1, 10, 'local', 'local', JobMode.MPI, [:], [], [:])])[0].id()
    }
    soon.eventually { assert job(id).state() == RUNNING }
    assert ['cp', '-a', site.toString(), site.resolveSibling('copy').toString()].execute().waitFor() == 0

    when:
    def stopped = balsam('site', 'stop', 'copy')

    then:
    stopped == 0
    pid().get().alive

    when:
    assert balsam('site', 'start', 'copy') == 0: shell

    then: 'and not its BatchJobs either'
    balsam('queue', 'ls', '--site', 'copy', '--history') == 0
    shell.out.contains("belongs to the site in $site, and this one is a copy")
    balsam('site', 'stop', 'copy') == 0
    job(id).state() == RUNNING
  }

  def "a workflow whose jobs no allocation can hold is refused by the agent, whoever submits it"() {
    given:
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    def submit = { String job ->
      def file = dir.resolve('wide.groovy')
      file.text = "app('a') { command 'true' }\n$job"
      client().withCloseable { it.submit(new NewRun(new WorkflowReader().read(file, [:]), false)) }
    }

    when:
    submit("job('a') { nodes 5 }")

    then:
    def refusal = thrown(IllegalArgumentException)
    refusal.message == "wide.groovy:2:1: job 'a/1': it can never run here: needs 5 nodes, queue local gives at most 1"

    and:
    submit("job('a') { wallTime '5m' }").name() == 'wide-1'
  }

  def "the start of an agent whose record is damaged says that a new one was begun"() {
    given:
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    assert !shell.err
    assert balsam('site', 'stop', 'site') == 0: shell
    def record = site.resolve('.balsam/balsam.mv.db')
    record.bytes = new byte[Files.size(record)].tap { Arrays.fill(it, (byte) 7) }

    expect:
    balsam('site', 'start', 'site') == 0
    shell.err.contains("the record $record is damaged: it is kept as balsam.mv.db.damaged, and a new one is started")
    shell.out.contains('has started')

    and: 'once'
    balsam('site', 'stop', 'site') == 0
    balsam('site', 'start', 'site') == 0
    !shell.err
  }

  private void write(String file) {
    Files.createDirectories(site.resolve(file).parent)
    site.resolve(file).text = 'mine'
  }

  private List<String> files() {
    Files.walk(site).withCloseable { all ->
      all.filter { !Files.isDirectory(it) }.collect { site.relativize(it).toString() }.toSorted()
    }
  }

  def "the plan of a site shows equal requests in one line, and says whether a module carries it out"() {
    given:
    init()
    assert balsam('site', 'start', 'site') == 0: shell
    def file = dir.resolve('wide.groovy')
    file.text = "app('a') { command 'true' }\n3.times { n -> job('a') { workdir \"w\$n\"; nodePackingCount 1; wallTime '5h' } }"
    client().withCloseable { it.submit(new NewRun(new WorkflowReader().read(file, [:]), false)) }

    when: 'the jobs are runnable, and the module is not switched on'
    soon.eventually {
      assert balsam('site', 'plan', 'site') == 0: shell
      assert shell.out.startsWith('auto_scaler, queue local: 3 jobs waiting, 0 of them')
    }

    then:
    shell.lines()[2] =~ /^ask for 3 × +1 +301 +1 job on 1 node$/
    (shell.out + shell.err).contains("Nothing asks for them: settings.yml has no auto_scaler below service_modules, these are its defaults. Write 'auto_scaler: {}' there, then 'balsam site sync'")
    balsam('site', 'plan', 'site', '--json') == 0
    with(Json.mapper().readValue(shell.out, Map)) {
      !enabled
      disabled == 'settings.yml has no auto_scaler below service_modules, these are its defaults'
      queues[0].requests.size() == 3
    }

    when:
    def settings = site.resolve('settings.yml')
    settings.text = settings.text.replaceFirst(/# auto_scaler: .*/, "auto_scaler: {quiet_hours: '00:00-23:59'}")
    assert balsam('site', 'restart', 'site') == 0: shell

    then:
    soon.eventually {
      assert balsam('site', 'plan', 'site', '--json') == 0: shell
      with(Json.mapper().readValue(shell.out, Map)) {
        assert enabled
        assert disabled == ''
      }
    }
  }
}
