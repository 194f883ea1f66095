package io.balsam.build

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.domain.JavaPackage
import com.tngtech.archunit.core.importer.ClassFileImporter
import java.nio.file.Files
import java.nio.file.Path
import org.jspecify.annotations.NullMarked
import spock.lang.Shared
import spock.lang.Specification

/**
 * The rules of the house for one module. A module's spec extends this class, says how many classes
 * it must at least have seen (so that it cannot pass on an empty folder), and adds what only it needs.
 */
abstract class HouseRules extends Specification {

    private static final List<String> VAGUE_ENDINGS = ['Util', 'Utils', 'Helper', 'Manager', 'Impl', 'Base']

    @Shared
    JavaClasses classes = new ClassFileImporter().importPath(module().resolve('target/classes'))

    /** The module must hold more classes than this. */
    abstract int moreThan()

    /** Package prefixes from the top layer to the bottom one; code depends on its own and lower layers only. */
    List<List<String>> layers() { [] }

    /** Whether production code of this module may touch Groovy. */
    boolean groovy() { false }

    /** Packages of ours that this module's code may use beside its own; null for any. */
    List<String> ours() { null }

    def "it looked at the classes of the module"() {
        expect:
        classes.size() > moreThan()
    }

    def "packages do not depend on each other in a circle"() {
        expect:
        slices().matching('io.balsam.(**)').should().beFreeOfCycles().allowEmptyShould(true).check(classes)
    }

    def "every package says in a sentence what it holds and is null-marked"() {
        expect:
        packages().findAll { !nullMarked(it) }*.name == []
        packages().findAll { !described(it.name) }*.name == []
    }

    def "names say what a thing is"() {
        expect:
        classes.findAll { type -> VAGUE_ENDINGS.any { type.simpleName.endsWith(it) } }*.name == []
    }

    def "Groovy stays where it belongs"() {
        expect:
        groovy() || noClasses().should()
            .dependOnClassesThat().resideInAnyPackage('groovy..', 'org.codehaus.groovy..', 'org.apache.groovy..')
            .check(classes) == null
    }

    def "layers depend downward only"() {
        expect:
        undeclared() == []
        upward() == []
    }

    def "it uses no more of ours than it may"() {
        given:
        List<String> allowed = ours()

        expect:
        allowed == null || dependencies().findAll { dependency ->
            String to = dependency.targetClass.packageName
            to.startsWith('io.balsam') && !allowed.any { within(to, it) }
        }*.description == []
    }

    private static Path module() {
        Path.of(System.getProperty('basedir', '')).toAbsolutePath()
    }

    private Set<JavaPackage> packages() {
        classes*.package as Set
    }

    private static boolean nullMarked(JavaPackage it) {
        it.tryGetPackageInfo().map { info -> info.isAnnotatedWith(NullMarked) }.orElse(false)
    }

    private static boolean described(String name) {
        Path file = module().resolve('src/main/java/' + name.replace('.', '/') + '/package-info.java')
        Files.exists(file) && Files.readString(file) =~ /(?s)\/\*\*.*\w.*\*\//
    }

    private List<String> undeclared() {
        layers().empty ? [] : packages()*.name.findAll { layerOf(it) < 0 }.sort()
    }

    private List<String> upward() {
        dependencies().findAll {
            int from = layerOf(it.originClass.packageName)
            int to = layerOf(it.targetClass.packageName)
            to >= 0 && to < from
        }*.description
    }

    private int layerOf(String name) {
        layers().findIndexOf { layer -> layer.any { within(name, it) } }
    }

    private dependencies() {
        classes.collectMany { it.directDependenciesFromSelf }
    }

    private static boolean within(String name, String prefix) {
        name == prefix || name.startsWith(prefix + '.')
    }
}
