package io.balsam.engine.site

import io.balsam.engine.concurrent.ProcessRuntime
import io.balsam.spi.ServiceModule
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.function.Supplier

class SupervisorSpec extends Specification {

  PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.02)
  List<String> told = [].asSynchronized()
  Supervisor supervisor

  def cleanup() {
    supervisor?.close()
  }

  private Supervisor supervise(Map<String, Closure> modules, Duration limit = Duration.ofSeconds(10)) {
    Map<String, Supplier<ServiceModule>> makers = modules.collectEntries { name, code ->
      [name, { code as ServiceModule } as Supplier]
    }
    supervisor = new Supervisor(makers, null, { module, message -> told << "$module: $message".toString() },
        new ProcessRuntime(), limit)
    supervisor.start()
    return supervisor
  }

  private module(String name) {
    supervisor.modules().find { it.name() == name }
  }

  def "a module that #what is reported and restarted, and others are not affected"() {
    given:
    def starts = 0
    supervise(
        bad: { context -> if (++starts == 1) { end.call() } else { while (context.pause(Duration.ofMinutes(1))) {} } },
        good: { context -> context.cycle('one'); while (context.pause(Duration.ofMinutes(1))) {} })

    expect:
    soon.eventually {
      // One look: between two of them it may crash.
      def bad = module('bad')
      assert bad.state() == 'up' && bad.restarts() == 1
    }
    module('bad').lastError() == error
    module('bad').lastErrorAt() != null
    told == ["bad: crashed: $error; it is started again in 1 s".toString()]
    module('good').restarts() == 0
    module('good').state() == 'up'
    module('good').note() == 'one'
    module('good').lastCycle() != null

    where:
    what                     | end                                              || error
    'throws'                 | { throw new IllegalStateException('no disk') }   || 'no disk'
    'has a broken library'   | { throw new NoClassDefFoundError('lab/Gone') }   || 'lab/Gone'
    'returns uncalled for'   | { }                                              || 'it ended by itself'
  }

  def "the pauses between crashes grow"() {
    given:
    supervise(bad: { throw new IllegalStateException('again') })

    expect:
    soon.eventually { assert told.size() >= 3 }
    told.take(3) == [1, 2, 4].collect { "bad: crashed: again; it is started again in $it s".toString() }
  }

  def "waking ends a pause, also one that has not begun"() {
    given:
    def rounds = 0
    def first = new CountDownLatch(1)
    supervise(m: { context ->
      first.await()
      while (context.pause(Duration.ofDays(1))) { rounds++ }
    })

    when:
    supervisor.wake('m')
    supervisor.wake('nobody')
    first.countDown()

    then:
    soon.eventually { assert rounds == 1 }

    when:
    supervisor.wake('m')

    then:
    soon.eventually { assert rounds == 2 }
  }

  def "stopping ends all modules, even one that ignores it, and none is restarted"() {
    given:
    def running = new CountDownLatch(2)
    supervise(
        [polite: { context -> running.countDown(); while (context.pause(Duration.ofDays(1))) {} },
         deaf: { context -> running.countDown(); Thread.sleep(1_000_000) }],
        Duration.ofMillis(600))
    running.await()

    when:
    supervisor.close()

    then:
    soon.eventually { assert supervisor.modules()*.state() == ['stopped', 'stopped'] }
    told == []
  }
}
