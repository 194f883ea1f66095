package io.balsam.agent

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** docs/embedding.md: its programs are run, with its scripts, and print what it shows. */
class EmbeddingPageSpec extends Specification {

  static final String PAGE = Files.readString(Path.of('../docs/embedding.md'))

  @TempDir Path dir

  def "the program #name prints what the page shows"() {
    given:
    scripts().each { file, text -> Files.writeString(dir.resolve(file), text) }
    Files.writeString(dir.resolve("${name}.java"), blocks("java program $name").first())
    def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
    def process = new ProcessBuilder(java, '-cp', System.getProperty('java.class.path'), "${name}.java")
    process.environment().putAll(BALSAM_HOME: Home.PATH.toString(), HOME: dir.toString())

    when:
    def running = process.directory(dir.toFile()).redirectError(dir.resolve('err').toFile()).start()
    def printed = running.inputStream.text

    then:
    running.waitFor() == 0 && printed == blocks("text output $name").first()

    where:
    name << (PAGE =~ /```java program (\w+)/).collect { all, name -> name }
  }

  def "the first program takes ten lines, between the brackets of its method"() {
    expect:
    blocks('java program Squares').first().readLines().dropWhile { !it.contains('void main') }.drop(1).count { it.trim() != '}' } <= 10
  }

  private static List<String> blocks(String kind) {
    (PAGE =~ /(?s)```${kind}\n(.*?)```/).collect { all, text -> text }
  }

  /** The scripts on the page, each by the name that is said last before it. */
  private static Map<String, String> scripts() {
    (PAGE =~ /(?s)`(\w+\.groovy)`[^`]*```groovy\n(.*?)```/).collect { all, file, text -> [file, text] }.collectEntries()
  }
}
