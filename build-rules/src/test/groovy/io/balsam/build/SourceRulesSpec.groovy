package io.balsam.build

import spock.lang.Specification
import spock.lang.TempDir

class SourceRulesSpec extends Specification {

    @TempDir
    File folder

    SourceRules rules

    def setup() {
        rules = new SourceRules(folder.toPath())
    }

    def "finds files that are too long"() {
        given:
        new File(folder, 'Long.java').text = 'class Long {}\n' * 351
        new File(folder, 'Short.java').text = 'class Short {}\n' * 350

        expect:
        rules.longFiles() == ['Long.java']
    }

    def "finds methods that are too long, and no types"() {
        given:
        new File(folder, 'A.java').text = 'class A {\n' + method('tooLong', 61) + method('longEnough', 58) + '}\n'

        expect:
        rules.longMethods() == ['A.java: void tooLong() {']
    }

    def "finds loggers of another name"() {
        given:
        new File(folder, 'A.java').text = 'class A {\n  private static final Logger log = x();\n  private static final Logger LOG = x();\n}\n'

        expect:
        rules.oddLoggers() == ['A.java: private static final Logger log = x();']
    }

    def "finds summaries of types and methods that begin with a relative clause, not of fields"() {
        given:
        new File(folder, 'A.java').text = '''
            /** What it is. */
            class A {
              /** Whether it is there. */
              boolean there;

              /**
               * Whether it is there.
               */
              @Override
              boolean there() { return there; }

              /** Returns whether it is there. */
              boolean isThere() { return there; }
            }
            '''.stripIndent()

        expect:
        rules.oddSummaries() == ['A.java: What it is.', 'A.java: Whether it is there.']
    }

    private static String method(String name, int lines) {
        "  void $name() {\n" + '    run();\n' * lines + '  }\n'
    }
}
