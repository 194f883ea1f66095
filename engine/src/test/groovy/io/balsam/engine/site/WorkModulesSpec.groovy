package io.balsam.engine.site

import io.balsam.engine.EngineSpecification
import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.JobState
import io.balsam.engine.plugin.Platform
import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.CountDownLatch
import spock.util.concurrent.PollingConditions

/** The modules processing and file_cleaner, at an engine that runs jobs itself. */
class WorkModulesSpec extends EngineSpecification {

  PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.05)

  def cleanup() {
    modules.close()
  }

  private void openWith(HookModuleSettings processing, CleanerSettings cleaner) {
    engine.close()
    store.close()
    def plan = new SiteConfig('here', null, null, processing, cleaner, [:], [:], null)
    modules = new ServiceModules(plan, site, platform as Platform, null, ['balsam'], new ProcessRuntime(), { resources, time -> Optional.empty() })
    open()
  }

  def "hooks wait until the module runs, and again when it has stopped"() {
    given:
    def called = 0
    openWith(new HookModuleSettings(1, Duration.ZERO), null)
    def run = engine.submit(workflow([command('a', 'true', hooks: [(HookKind.PREPROCESS): hook { called++; null }])],
        [job('a')]), false)
    soon.eventually { assert engine.services().hookLoad() == '0 running, 1 waiting' }

    when:
    modules.start(engine)
    finish(run)

    then:
    called == 1

    when:
    modules.close()
    engine.submit(workflow([command('a', 'true', hooks: [(HookKind.PREPROCESS): hook { called++; null }])],
        [job('a')], name: 'second'), false)

    then:
    soon.eventually { assert engine.services().hookLoad() == '0 running, 1 waiting' }
    called == 1
  }

  def "a job whose hook no module runs is explained so, with the setting that is missing"() {
    given:
    openWith(processing, null)
    engine.submit(workflow([command('a', 'true', hooks: [(HookKind.PREPROCESS): hook { null }]), command('b', 'sleep 60')],
        [job('a'), job('b')]), false)
    soon.eventually { assert engine.services().hookLoad() == '0 running, 1 waiting' }

    expect:
    engine.explain(1).get().summary() == summary
    engine.explain(1).get().hint().contains("'processing: {}' below 'service_modules'") == off

    where:
    processing                                || off   | summary
    null                                      || true  | "Its hook preprocess waits: the site's module processing, which runs hooks, is off."
    new HookModuleSettings(1, Duration.ZERO)  || false | 'Its hook preprocess is running or waits for a thread.'
  }

  def "the site's limit applies to hooks that would take longer"() {
    given:
    openWith(new HookModuleSettings(1, Duration.ofMillis(200)), null)
    modules.start(engine)

    when:
    def run = run([command('a', 'true', hooks: [(HookKind.PREPROCESS): hook { new CountDownLatch(1).await(); null }])], [job('a')])

    then:
    jobs(run)*.state() == [JobState.FAILED]
  }

  def "the file_cleaner works: #what"() {
    given:
    openWith(null, cleaner)
    modules.start(engine)

    when:
    def run = run([command('a', 'touch keep.txt; touch big.tmp; ln -s ../../../outside.tmp link.tmp', cleanup: ['*.tmp', '../../../*'])],
        [job('a')])

    then:
    jobs(run)*.state() == [JobState.JOB_FINISHED]
    def workdir = java.nio.file.Path.of(jobs(run)[0].workdir())
    Files.exists(workdir.resolve('keep.txt'))
    Files.exists(workdir.resolve('big.tmp')) == left
    Files.exists(site.resolve('outside.tmp'))

    where:
    what                                           | cleaner                 || left
    'what need not be kept is removed'             | new CleanerSettings(10, Duration.ZERO) || false
    'switched off it stays, and the job goes on'   | null                    || true
  }

  def setup() {
    site.resolve('outside.tmp').text = 'not yours'
  }
}
