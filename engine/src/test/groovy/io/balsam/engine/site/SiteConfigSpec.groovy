package io.balsam.engine.site

import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.batchjob.BatchJobSettings
import io.balsam.engine.batchjob.JobTemplate
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.config.Settings
import io.balsam.engine.config.SettingsProblem
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.plugin.EngineContext
import io.balsam.engine.plugin.PluginBuilder
import io.balsam.engine.plugin.PluginHost
import io.balsam.engine.store.jdbc.Stores
import io.balsam.spi.PluginException
import java.nio.file.Path
import java.time.Clock
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** From settings.yml to modules. */
class SiteConfigSpec extends Specification {

  static final String CLASSIC = '''\
service_modules:
    batch_job_manager:
        scheduler_interface: balsam.platform.scheduler.CobaltThetaScheduler   # old class paths are aliases of provider names: cobalt, slurm, local …
        poll_interval_sec: 30
        allowed_projects: [datascience]
        default_project: datascience
        allowed_queues:
            - default: {max_nodes: 4096, max_walltime: 24h, max_queued: 20}
            - debug_cache_quad: {max_nodes: 8, max_walltime: 1h, max_queued: 1}
'''
  static final String WITH_OPTION = 'service_modules: {batch_job_manager: {scheduler_interface: local, optional_batch_job_params: {mig: "1"}}}\n'
  static final Path LOCAL = Path.of('../plugin-local/target/classes')

  @TempDir Path dir
  PluginHost host

  def cleanup() {
    host?.close()
  }

  private Path plugins() {
    dir.resolve('plugins')
  }

  /** A plugin that says it is Cobalt, and has a module. */
  private void lab() {
    new PluginBuilder(dir.resolve('work')).manifest('Balsam-Provides':
        'scheduler balsam.platform.scheduler.CobaltThetaScheduler, scheduler cobalt, service beat')
        .compile('lab/Cobalt': '''
          package lab;
          import io.balsam.spi.*;
          import java.util.*;
          @org.pf4j.Extension
          public class Cobalt implements SchedulerProvider {
            public String name() { return "cobalt"; }
            public Set<String> aliases() { return Set.of("balsam.platform.scheduler.CobaltThetaScheduler"); }
            public Scheduler create(PluginConfig config, PluginContext context) { throw new IllegalStateException(); }
          }
        ''', 'lab/Beat': '''
          package lab;
          import io.balsam.spi.*;
          import java.time.Duration;
          @org.pf4j.Extension
          public class Beat implements ServiceModuleProvider {
            private static int starts;
            public String name() { return "beat"; }
            public ServiceModule create(PluginConfig config, PluginContext context) {
              Duration every = config.duration("every", Duration.ofMinutes(1));
              String text = config.string("text");
              return site -> {
                if (starts++ == 0) throw new IllegalStateException("a bad start");
                do { site.cycle(text + " " + site.site().batchJobs().size()); } while (site.pause(every));
              };
            }
          }
        ''').jar(plugins().resolve('lab.jar'))
  }

  private SiteConfig read(String text) {
    dir.resolve('settings.yml').text = text
    host = PluginHost.open([plugins(), LOCAL], EngineContext.of(dir, Clock.systemUTC()))
    SiteConfig.read(dir, Settings.read([:], [:], dir.resolve('settings.yml'), dir.resolve('user.yml')), host)
  }

  def "the classic block loads as it is"() {
    given:
    lab()

    when:
    def plan = read(CLASSIC)

    then:
    plan.name() == dir.fileName.toString()
    plan.processing() == null
    plan.cleaner() == null
    with(plan.batchJobs()) {
      scheduler() == 'cobalt'
      poll() == Duration.ofSeconds(30)
      queues()*.toString() == ['Queue[name=default, maxNodes=4096, maxWallMinutes=1440, maxQueued=20]',
                              'Queue[name=debug_cache_quad, maxNodes=8, maxWallMinutes=60, maxQueued=1]']
      projects() == ['datascience'] as Set
      defaultProject() == 'datascience'
    }
    plan.rules().queues()*.name() == ['default', 'debug_cache_quad']
    plan.rules().defaultProject() == 'datascience'
  }

  def "queues may be a block too, and the only one there is is the default"() {
    expect:
    def manager = read('service_modules: {batch_job_manager: {scheduler_interface: local, allowed_queues: {one: {max_walltime: 30}}}}').batchJobs()
    manager.defaultQueue() == 'one'
    manager.queues()[0].maxWallMinutes() == 30
    manager.queues()[0].maxNodes() == BatchJobSettings.UNLIMITED
  }

  def "all mistakes are reported at once, each with its position and the nearest right value"() {
    when:
    read('''\
service_modules:
  batch_job_manager:
    scheduler_interface: locl
    poll_intervall_sec: 30
    default_project: datascienc
    allowed_projects: [datascience]
    allowed_queues:
      - default: {max_nods: 4096, max_walltime: soon}
      - debug: {max_queued: 0}
  procesing: {}
  file_cleaner: {cleanup_batch_size: many}
''')

    then:
    def e = thrown(PluginException)
    def lines = e.message.readLines()*.replace("$dir/settings.yml:", '')
    lines as Set == [
        "10:3: unknown service module 'procesing': did you mean 'processing'?",
        "3:5: batch_job_manager: scheduler_interface: unknown scheduler 'locl': did you mean 'local'? installed: local",
        "8:35: batch_job_manager: max_walltime: soon: must be a length of time: 90s, 30m, 24h, 2d, 1:30:00 or a number of minutes",
        "9:17: batch_job_manager: max_queued: 0: must be a whole number of at least 1",
        "5:5: batch_job_manager: default_project: 'datascienc' is not in allowed_projects: did you mean 'datascience'?",
        "8:19: batch_job_manager: allowed_queues.default: unknown key 'max_nods': did you mean 'max_nodes'?",
        "4:5: batch_job_manager: unknown key 'poll_intervall_sec': did you mean 'poll_interval_sec'?",
        "11:18: file_cleaner: cleanup_batch_size: many: must be a whole number"] as Set
  }

  def "a mistake in the block of a queue of auto_scaler is reported with its position"() {
    when:
    read('''\
service_modules:
  batch_job_manager:
    scheduler_interface: local
    allowed_queues: {debug: {}, long: {}}
  auto_scaler:
    queues:
      debug:
        max_num_nodes: 0
        max_nodes: 3
      long: {job_mode: mpy}
      debgu:
''')

    then:
    def e = thrown(PluginException)
    e.message.readLines()*.replace("$dir/settings.yml:", '') as Set == [
        "8:9: auto_scaler: max_num_nodes: 0: must be a whole number of at least 1",
        "9:9: auto_scaler: queues.debug: unknown key 'max_nodes': did you mean 'max_num_nodes'?",
        "11:7: auto_scaler: submit_queue: the site has no 'debgu': did you mean 'debug'?",
        "10:14: auto_scaler: job_mode: 'mpy': must be mpi or serial"] as Set
  }

  def "a time or a number with which no module can work is refused with its position: #written"() {
    when:
    read("service_modules: {batch_job_manager: {scheduler_interface: local}}\n$written\n")

    then:
    def e = thrown(PluginException)
    e.message.replace("$dir/settings.yml:", '') == message

    where:
    written                                || message
    'lease: 1'                             || "2:8: lease: must be more than kill_grace (10, the default), not '1'"
    'launcher_margin: 10'                  || "2:18: launcher_margin: must be more than kill_grace (10, the default), not '10'"
    'kill_grace: 45'                       || "2:13: kill_grace: must be less than launcher_margin (30, the default), not '45': set both"
    'kill_grace: 9\nlease: 8.5'            || "3:8: lease: must be more than kill_grace (9), not '8.5'"
    'kill_grace: 90\nlauncher_margin: 200' || "2:13: kill_grace: must be less than lease (60, the default), not '90': set both"
  }

  def "a number that is too large for a module is refused with its position: #block"() {
    when:
    read("service_modules:\n  $block\n")

    then:
    def e = thrown(PluginException)
    e.message.replace("$dir/settings.yml:", '') == message

    where:
    block                                                                                       || message
    'batch_job_manager: {scheduler_interface: local, poll_interval_sec: 99999999999999999999}' || '2:51: batch_job_manager: poll_interval_sec: 99999999999999999999: must be a number of seconds from 0 to 999999999'
    'batch_job_manager: {scheduler_interface: local, poll_interval_sec: 90000}'                || '2:51: batch_job_manager: poll_interval_sec: must be a number of seconds from 1 to 86400'
    'processing: {num_workers: 100000000}'                                                      || '2:16: processing: num_workers: 100000000: must be a whole number from 1 to 10000'
  }

  def "a word in the settings that would break its line in a script is refused with its position"() {
    when:
    read("""\
name: "lab\\n#SBATCH --uid=0"
service_modules:
  batch_job_manager:
    scheduler_interface: local
    allowed_projects: ["a b"]
    allowed_queues:
      - "-q": {max_nodes: 1}
    optional_batch_job_params: {extra: "x\\ny"}
""")

    then:
    def e = thrown(PluginException)
    e.message.readLines().size() == 4
    def text = e.message.replace("$dir/settings.yml:", '')
    text.contains("1:7: name: 'lab\\n#SBATCH --uid=0' must be one line without control characters")
    text.contains("5:5: batch_job_manager: allowed_projects: 'a b' must be one word of letters")
    text.contains("6:5: batch_job_manager: allowed_queues: '-q' must be one word of letters")
    text.contains("8:5: batch_job_manager: optional_batch_job_params: 'extra=x\\ny' must be one line without control characters")
  }

  def "an option of the template with an empty default, or with none, may be set: #written"() {
    expect:
    def manager = read("service_modules: {batch_job_manager: {scheduler_interface: local, optional_batch_job_params: $written}}").batchJobs()
    manager.options() == options

    where:
    written                                || options
    '{reservation: ""}'                    || [reservation: '']
    "{reservation: ''}"                    || [reservation: '']
    '{reservation: }'                      || [reservation: '']
    '{reservation: null, mig: 3, x: true}' || [reservation: '', mig: '3', x: 'true']
    '[{reservation: ""}, {mig: 3}]'        || [reservation: '', mig: '3']
  }

  def "an option of the template reaches the batch script as it is written: #written"() {
    when:
    def manager = read("service_modules: {batch_job_manager: {scheduler_interface: local, optional_batch_job_params: {o: $written}, submit_flags: [$written]}}").batchJobs()

    then:
    manager.options() == [o: written]
    manager.flags() == [written]
    JobTemplate.of('t', '{{ options.o }}').render([options: manager.options()]) == written

    where:
    written << ['012', '0x1F', '0b11', '1_000', '1:30', '1:30:00', 'on', 'No', 'True', 'true', '2026-11-29', '.inf', '1.10', '0.0000001', '1e5', '1.0e+5', '+5', '-0', '12', '-1.5',
        '123456789012345678901234567890']
  }

  def "an alias in the settings is refused, for it would be read as its name"() {
    when:
    read("name: &x lab\nservice_modules:\n  batch_job_manager: {scheduler_interface: local, default_queue: *x}\n")

    then:
    def e = thrown(SettingsProblem)
    e.message.endsWith("settings.yml:3:66: '*x' is an alias: write the value here")
  }

  def "a queue with nothing behind its name is one without limits"() {
    expect:
    read("service_modules:\n  batch_job_manager:\n    scheduler_interface: local\n    allowed_queues:\n      debug:\n      big: {max_nodes: 3}\n")
        .batchJobs().queues()*.toString() == [
            "Queue[name=debug, maxNodes=$Integer.MAX_VALUE, maxWallMinutes=$Integer.MAX_VALUE, maxQueued=$Integer.MAX_VALUE]".toString(),
            "Queue[name=big, maxNodes=3, maxWallMinutes=$Integer.MAX_VALUE, maxQueued=$Integer.MAX_VALUE]".toString()]
  }

  def "what site init writes as an example does what it says"() {
    given:
    def text = new SettingsText('lab', new io.balsam.engine.plugin.SchedulerKin('local', 'local', 'mpirun'), [], [], []).text()

    expect:
    read(text.replace('# optional_batch_job_params', 'optional_batch_job_params')).batchJobs().options() == [reservation: '']
    read(text.replace('# submit_flags', 'submit_flags')).batchJobs().flags() == ['--constraint=cpu']
  }

  def "a job template with which no BatchJob could run jobs is reported: #what"() {
    given:
    if (template != null) dir.resolve('job-template.sh').text = template

    expect:
    read(WITH_OPTION).templateProblem(dir).get().replace("$dir/", '') == message

    where:
    what                  | template                                         || message
    'none'                | null                                             || 'cannot read the job template job-template.sh: there is no such file'
    'no launcher'         | '#!/bin/sh\nmodule load x\n'                     || "job-template.sh: it starts no launcher, so no job would run: let its last line be 'exec {{ launcher_cmd }}'"
    'only in a comment'   | '#!/bin/sh\n  # {{ launcher_cmd }}\n'            || "job-template.sh: it starts no launcher, so no job would run: let its last line be 'exec {{ launcher_cmd }}'"
    'an unknown variable' | 'exec {{ launcher_cmd }} {{ nodez }}\n'          || "job-template.sh:1: unknown variable 'nodez': did you mean 'nodes'?"
    'an unknown option'   | 'exec {{ launcher_cmd }}\n{{ options.gpus }}\n'  || "job-template.sh:2: unknown variable 'gpus': an option must be listed in optional_batch_job_params of settings.yml"
    'an unknown filter'   | '{{ launcher_cmd | shh }}\n'                     || "job-template.sh:1: Filter [shh] does not exist."
    'an open block'       | '{% if nodes > 1 %}\nexec {{ launcher_cmd }}\n'  || "job-template.sh:3: Unexpected end of template. Pebble was looking for the \"endif\" tag"
  }

  def "a template that asks what only a BatchJob can tell is fine: #line"() {
    given:
    dir.resolve('job-template.sh').text = "$line\nexec {{ launcher_cmd }}\n"

    expect:
    read(WITH_OPTION).templateProblem(dir).empty

    where:
    line << ['{{ tags.kind }}', '{{ filter_tags["kind"] }}', '{{ partitions[2].nodes }}', '{{ partitions[0].tags.kind }}',
        '{% for p in partitions %}{{ p.mode }}{% endfor %}', '{{ options.mig }}', '{{ optional_params["mig"] }}', '{# {{ nodez }} #}']
  }

  def "a plugin's module is started with its block, watched and stopped"() {
    given:
    lab()
    def plan = read('service_modules:\n  beat: {every: 1s, text: hello}\n')
    def store = Stores.open("jdbc:h2:mem:${UUID.randomUUID()}", dir)
    def modules = new ServiceModules(plan, dir, null, host, ['balsam'], new ProcessRuntime(), { resources, time -> Optional.empty() })
    def engine = Engine.open(new EngineConfig(dir, store, io.balsam.engine.plugin.Platforms.withoutNodes(host,
        io.balsam.engine.plugin.PlatformSettings.local()), null, LeaseBackend.under(plan.rules()),
        new EngineConfig.Limits(1, Duration.ofSeconds(1), [:]), new ProcessRuntime(), modules))

    when:
    modules.start(engine)

    then:
    new PollingConditions(timeout: 30, delay: 0.05).eventually {
      assert engine.site().modules()[0].note() == 'hello 0'
    }
    engine.site().modules()[0].restarts() == 1
    engine.siteEvents(0, 10)*.message() == ['crashed: a bad start; it is started again in 1 s']
    engine.siteEvents(0, 10)*.source() == ['beat']

    cleanup:
    modules?.close()
    engine?.close()
    store?.close()
  }

  def "a mistake in the block of a plugin's module is reported with its position, before anything starts"() {
    given:
    lab()

    when:
    read('service_modules:\n  beat:\n    evry: 1s\n    text: hello\n')

    then:
    def e = thrown(PluginException)
    e.message == "$dir/settings.yml:3:5: service beat: unknown key 'evry': did you mean 'every'?"
  }
}
