package io.balsam.cli.log

import ch.qos.logback.classic.LoggerContext
import ch.qos.logback.classic.util.LogbackMDCAdapter
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

class LogFileSpec extends Specification {

  @TempDir Path dir

  def "a log event is one line, whatever its message contains"() {
    given:
    def file = dir.resolve('agent.log')
    def earlier = ['balsam.log.file', 'balsam.log.level'].collectEntries { [it, System.getProperty(it)] }
    def context = new LoggerContext(MDCAdapter: new LogbackMDCAdapter())
    LogFile.use(file, 'info')
    def configurator = new LogFile()
    configurator.context = context
    configurator.configure(context)

    when:
    def log = context.getLogger('io.balsam.Some')
    log.info('queue {} is odd', "x\n2026-01-01 00:00:00,000 INFO  forged\r\u001b[2J")
    log.error('it broke', new IllegalStateException("first\n2026-01-01 00:00:00,000 INFO  forged", new IOException('c\u009b')))
    context.stop()
    def lines = file.readLines('UTF-8')

    then:
    lines[0].endsWith('queue x\\n2026-01-01 00:00:00,000 INFO  forged\\r\\x1b[2J is odd')
    lines[1].endsWith('it broke')
    lines[2] == '\tjava.lang.IllegalStateException: first'
    lines[3] == '\t2026-01-01 00:00:00,000 INFO  forged'
    lines.any { it == '\tCaused by: java.io.IOException: c\\x9b' }
    lines.findAll { it ==~ /\d.*/ }.size() == 2

    cleanup:
    earlier.each { key, value -> value == null ? System.clearProperty(key) : System.setProperty(key, value) }
  }

  def "a log that has grown large is put aside while its process runs, and one older is kept"() {
    given: 'a name that could be taken for a pattern of dates'
    def file = dir.resolve('100%d.log')
    def earlier = ['balsam.log.file', 'balsam.log.level', 'balsam.log.size'].collectEntries { [it, System.getProperty(it)] }
    def context = new LoggerContext(MDCAdapter: new LogbackMDCAdapter())
    LogFile.use(file, 'info')
    System.setProperty('balsam.log.size', '1000')
    def configurator = new LogFile()
    configurator.context = context
    configurator.configure(context)
    def log = context.getLogger('io.balsam.Some')

    when:
    def older = dir.resolve('100%d.log.1').toFile()
    def deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (!older.exists() && System.nanoTime() < deadline) {
      log.info('one more line of some length, so that it does not take for ever')
    }
    log.info('after')
    context.stop()

    then:
    older.length() >= 1000
    file.readLines().last().endsWith('after')
    dir.toFile().list().toList().toSorted() == ['100%d.log', '100%d.log.1']

    cleanup:
    earlier.each { key, value -> value == null ? System.clearProperty(key) : System.setProperty(key, value) }
  }
}
