package io.balsam.build

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

/**
 * The rules of the house for one module. A module's spec extends this class, says how many classes
 * it must at least have seen (so that it cannot pass on an empty folder), and adds what only it needs.
 */
abstract class HouseRules extends Specification {

    private static final Path MODULE = Path.of(System.getProperty('basedir', '')).toAbsolutePath()

    @Shared
    JavaClasses classes = new ClassFileImporter().importPath(MODULE.resolve('target/classes'))

    @Shared
    Rules rules = new Rules(classes, MODULE.resolve('src/main/java'))

    @Shared
    SourceRules texts = new SourceRules(MODULE.resolve('src/main/java'))

    /** Circles of classes that are still there: each is to go, none is to be added. */
    List<List<String>> knownCircles() { [] }

    /** Files that are still too long: each is to be split, none is to be added. */
    List<String> knownLongFiles() { [] }

    /** The module must hold more classes than this. */
    abstract int moreThan()

    /** Package prefixes from the top layer to the bottom one; code depends on its own and lower layers only. */
    List<List<String>> layers() { [['io.balsam']] }

    /** Whether production code of this module may touch Groovy. */
    boolean groovy() { false }

    /** Packages of ours that this module's code may use, its own among them. */
    List<String> ours() { ['io.balsam'] }

    def "it looked at the classes of the module"() {
        expect:
        classes.size() > moreThan()
    }

    def "packages do not depend on each other in a circle"() {
        expect:
        rules.circles() == []
    }

    def "classes do not depend on each other in a circle, but for those still to be cut"() {
        expect:
        rules.classCircles() - knownCircles() == []
        knownCircles() - rules.classCircles() == []
    }

    def "files, methods and lists of parameters are short"() {
        expect:
        texts.longFiles() - knownLongFiles() == []
        knownLongFiles() - texts.longFiles() == []
        texts.longMethods() == []
        rules.crowded() == []
    }

    def "loggers have one name"() {
        expect:
        texts.oddLoggers() == []
    }

    def "Javadoc of types and methods begins with a verb or a noun"() {
        expect:
        texts.oddSummaries() == []
    }

    def "every package says in a sentence what it holds and is null-marked"() {
        expect:
        rules.unmarked() == []
        rules.undescribed() == []
    }

    def "names say what a thing is"() {
        expect:
        rules.vague() == []
    }

    def "Groovy stays where it belongs"() {
        expect:
        groovy() || rules.groovy() == []
    }

    def "layers depend downward only"() {
        expect:
        rules.outside(layers()) == []
        rules.upward(layers()) == []
    }

    def "it uses no more of ours than it may"() {
        expect:
        rules.beyond(ours()) == []
    }
}
