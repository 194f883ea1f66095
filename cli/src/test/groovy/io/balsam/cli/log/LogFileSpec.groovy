package io.balsam.cli.log

import ch.qos.logback.classic.LoggerContext
import ch.qos.logback.classic.util.LogbackMDCAdapter
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LogFileSpec extends Specification {

  @TempDir Path dir

  def "a line of the log is one event, whatever its message has in it"() {
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
}
