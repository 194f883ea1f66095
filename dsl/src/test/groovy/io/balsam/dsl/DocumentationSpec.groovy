package io.balsam.dsl

import groovy.transform.CompileStatic
import io.balsam.dsl.grammar.Words
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/**
 * What the pages say is true: every Groovy snippet in them is a workflow that can be read. Parts of
 * an example are marked {@code groovy excerpt} and held against it where the examples are run;
 * fragments of plugin tests are marked {@code groovy spec}.
 */
class DocumentationSpec extends Specification {

  static final Path ROOT = Path.of('').toAbsolutePath().parent

  @TempDir Path directory

  @CompileStatic
  static List<Path> pages() {
    List<Path> pages = [ROOT.resolve('README.md')]
    Files.list(ROOT.resolve('docs')).withCloseable { files ->
      pages.addAll(files.filter { Path p -> p.toString().endsWith('.md') }.sorted().toList())
    }
    pages.findAll { Files.exists(it) }
  }

  static List<List> snippets() {
    pages().collectMany { page ->
      def matcher = Files.readString(page) =~ /(?s)```groovy\n(.*?)```/
      matcher.collect { all, code -> [page.fileName.toString(), code] }
          .withIndex().collect { found, n -> [found[0], n + 1, found[1]] }
    }
  }

  def "snippet #number of #page can be read"() {
    given:
    def script = directory.resolve('snippet.groovy')
    Files.writeString(script, code)

    expect:
    new WorkflowReader(directory.resolve('cache')).lint(script, [:], [])*.withFrame() == []
    !new WorkflowReader(directory.resolve('cache')).read(script, [:]).apps().isEmpty()

    where:
    [page, number, code] << snippets()
  }

  def "there are snippets to read"() {
    expect:
    snippets().count { it[0] == 'dsl.md' } >= 7
  }

  def "lint finds exactly the mistake that dsl.md shows"() {
    given:
    def shown = (Files.readString(ROOT.resolve('docs/dsl.md')) =~ /(?s)## Mistakes.*?```text\n(.*?)```/)[0][1].stripTrailing()
    def lines = shown.readLines().findAll { it ==~ / *\d+ \| .*/ }*.replaceFirst(/ *\d+ \| /, '')
    def script = directory.resolve('wf.groovy')
    Files.writeString(script, "app('greet') {\n" + lines.join('\n') + "\n}\njob('greet')\n")

    expect:
    new WorkflowReader(directory.resolve('cache')).lint(script, [:], [])*.withFrame()*.stripTrailing() == [shown]
  }

  def "the word '#word' is explained in dsl.md"() {
    expect:
    Files.readString(ROOT.resolve('docs/dsl.md')).contains("`$word") ||
        Files.readString(ROOT.resolve('docs/dsl.md')).contains("$word(")

    where:
    word << [Words.WORKFLOW, Words.APP, Words.JOB, Words.HOOK, Words.SUBMIT].collectMany { it.all() }.toSet()
  }

  def "IntelliJ's description names blocks that exist"() {
    given:
    def text = WorkflowReader.getResourceAsStream('balsam.gdsl').withCloseable { it.getText('UTF-8') }

    expect:
    (text =~ /(?m)^ {4}(\w+) *: '(\w+)'/).collect { it[1] }.every { word ->
      [Words.WORKFLOW, Words.APP, Words.HOOK].any { it.has(word) }
    }
    ['Workflow', 'App', 'Job', 'Hook', 'Function', 'Submit'].every {
      Class.forName("io.balsam.dsl.grammar.${it}Grammar").interface
    }
    new groovy.lang.GroovyShell().parse(text) != null
  }
}
