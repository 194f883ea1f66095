package io.balsam.build

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.Dependency
import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.domain.JavaPackage
import com.tngtech.archunit.lang.ArchRule
import java.nio.file.Files
import java.nio.file.Path
import org.jspecify.annotations.NullMarked

/** What breaks a rule in a set of classes; each method answers with sentences, none when all is well. */
class Rules {

    private static final int MOST_PARAMETERS = 7
    private static final List<String> VAGUE_ENDINGS = ['Util', 'Utils', 'Helper', 'Manager', 'Impl', 'Base']

    private final JavaClasses classes
    private final Path sources

    /**
     * @param classes what to look at
     * @param sources the folder of their Java sources
     */
    Rules(JavaClasses classes, Path sources) {
        this.classes = classes
        this.sources = sources
    }

    /** Packages that depend on each other in a circle; every package counts by itself. */
    List<String> circles() {
        broken(slices().matching('io.balsam.(**)').should().beFreeOfCycles())
    }

    /** Packages without a null-marked {@code package-info}. */
    List<String> unmarked() {
        packages().findAll { !it.tryGetPackageInfo().map { info -> info.isAnnotatedWith(NullMarked) }.orElse(false) }*.name
    }

    /** Packages that do not say in a sentence what they hold. */
    List<String> undescribed() {
        packages()*.name.findAll { name ->
            Path file = sources.resolve(name.replace('.', '/')).resolve('package-info.java')
            !Files.exists(file) || !(Files.readString(file) =~ /(?s)\/\*\*.*\w.*\.\s*\*\//)
        }
    }

    /** Classes whose names do not say what they are. */
    List<String> vague() {
        classes.findAll { type -> VAGUE_ENDINGS.any { type.simpleName.endsWith(it) } }*.name
    }

    /** Constructors that take too many things to be called without mistakes; records are values. */
    List<String> crowded() {
        classes.findAll { !it.isRecord() && !it.isEnum() }.collectMany { it.constructors }
            .findAll { it.rawParameterTypes.size() > MOST_PARAMETERS }
            .collect { "${it.owner.simpleName} (${it.rawParameterTypes.size()})".toString() }
    }

    /** Classes that depend on each other in a circle, with those nested in them, each circle by names. */
    List<List<String>> classCircles() {
        Map<String, Set<String>> uses = [:].withDefault { [] as TreeSet }
        dependencies().each {
            String from = outer(it.originClass.name)
            String to = outer(it.targetClass.name)
            if (from != to && within(to, 'io.balsam')) {
                uses[from] << to
            }
        }
        new Circles(uses).all()*.collect { it.substring(it.lastIndexOf('.') + 1) }
    }

    private static String outer(String name) {
        name.replaceAll(/[$\[].*/, '')
    }

    /** Uses of Groovy. */
    List<String> groovy() {
        broken(noClasses().should()
            .dependOnClassesThat().resideInAnyPackage('groovy..', 'org.codehaus.groovy..', 'org.apache.groovy..'))
    }

    /** Packages that are in no layer; layers go from the top one to the bottom one. */
    List<String> outside(List<List<String>> layers) {
        packages()*.name.findAll { layer(layers, it) < 0 }
    }

    /** Uses of a higher layer by a lower one. */
    List<String> upward(List<List<String>> layers) {
        dependencies().findAll {
            int to = layer(layers, it.targetClass.packageName)
            to >= 0 && to < layer(layers, it.originClass.packageName)
        }*.description
    }

    /** Uses of one package, and what is below it, by another. */
    List<String> uses(String from, String to) {
        dependencies().findAll { within(it.originClass.packageName, from) && within(it.targetClass.packageName, to) }*.description
    }

    /** Uses of code of ours that lies outside these packages. */
    List<String> beyond(List<String> allowed) {
        dependencies().findAll {
            String to = it.targetClass.packageName
            within(to, 'io.balsam') && !allowed.any { prefix -> within(to, prefix) }
        }*.description
    }

    private List<String> broken(ArchRule rule) {
        rule.allowEmptyShould(true).evaluate(classes).failureReport.details
    }

    private List<JavaPackage> packages() {
        (classes*.package as Set).sort { it.name }
    }

    private List<Dependency> dependencies() {
        classes.collectMany { it.directDependenciesFromSelf }
    }

    /** The layer with the longest prefix of a package; -1 when there is none. */
    private static int layer(List<List<String>> layers, String name) {
        String nearest = layers.flatten().findAll { within(name, it) }.max { it.length() }
        layers.findIndexOf { nearest in it }
    }

    private static boolean within(String name, String prefix) {
        name == prefix || name.startsWith(prefix + '.')
    }
}
