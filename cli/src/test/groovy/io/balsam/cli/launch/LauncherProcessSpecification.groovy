package io.balsam.cli.launch

import io.balsam.cli.AgentStandIn
import io.balsam.cli.Shell
import io.balsam.dsl.WorkflowReader
import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.JobView
import io.balsam.engine.api.NewRun
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.domain.JobState
import io.balsam.engine.plugin.Platform
import io.balsam.engine.store.Ownership
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.server.ApiServer
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Real {@code balsam launcher} processes, and a site's owner in this one. */
abstract class LauncherProcessSpecification extends Specification {

  @TempDir Path dir
  PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.05)
  Ownership ownership
  Store store
  Engine engine
  ApiServer server
  List<Process> started = []
  Duration lease = Duration.ofSeconds(20)

  def setup() {
    AgentStandIn.makeSite(dir)
    own()
    settings('kill_grace: 1\nplugins:\n  nodes:\n    local: {nodes: 2, slots: 2}\n')
  }

  def cleanup() {
    started.each { it.destroyForcibly().waitFor() }
    disown()
  }

  void settings(String text) { dir.resolve('settings.yml').text = text }

  void own() {
    ownership = Ownership.acquire(dir.resolve('.balsam')).get()
    store = Stores.open("jdbc:h2:file:${dir.resolve('.balsam/balsam')}")
    def rules = new SitePolicy('test', lease, [], [] as Set, '', '', [:])
    def nowhere = [nodes: { [] }] as Platform
    engine = Engine.open(new EngineConfig(dir, store, nowhere, new WorkflowReader(), LeaseBackend.under(rules),
        new EngineConfig.Limits(2, Duration.ofSeconds(1), [:]), Clock.systemUTC()))
    server = ApiServer.start(engine, 'secret')
    ownership.publish(server.url(), 'secret', '')
  }

  void disown() {
    server.close()
    engine.close()
    store.close()
    ownership.close()
  }

  long submit(String script) {
    def file = dir.resolve('wf.groovy')
    file.text = script
    engine.submit(new NewRun(new WorkflowReader().read(file, [:]), false)).id()
  }

  Process launcher(String... words) {
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def builder = new ProcessBuilder([java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp',
        System.getProperty('java.class.path'), 'io.balsam.cli.Main', 'launcher'] + words.toList())
    builder.environment().putAll(new Shell(dir).environment)
    def process = builder.directory(dir.toFile()).redirectErrorStream(true)
        .redirectOutput(dir.resolve("out${started.size()}").toFile()).start()
    started << process
    return process
  }

  String said(int number = 0) { dir.resolve("out$number").toFile().text }

  List<JobView> jobs(long run) { engine.jobs(JobFilter.ALL.withRun(run)).results() }

  List<JobState> states(long run) { jobs(run)*.state() }

  static boolean alive(long pid) { ProcessHandle.of(pid).filter { it.alive }.present }

  static kill(String signal, long pid) {
    assert new ProcessBuilder('kill', "-$signal", "$pid").start().waitFor() == 0
  }

  /** By the kernel's word: the JDK cuts long command lines off. */
  List<Long> workers() {
    def mine = dir.resolve('.balsam/worker-').toString()
    Path.of('/proc').toFile().listFiles().findAll { it.name.isLong() }.findAll {
      try {
        def words = new File(it, 'cmdline').text.split('\0')
        return words.length > 2 && words[0].endsWith('java') && words.last().startsWith(mine)
      } catch (IOException gone) {
        return false
      }
    }.collect { it.name as long }
  }
}
