package io.balsam.build

import java.lang.reflect.Constructor
import java.lang.reflect.Executable
import java.lang.reflect.Field
import java.lang.reflect.GenericArrayType
import java.lang.reflect.Member
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.WildcardType
import java.nio.file.Files
import java.nio.file.Path

/** What others can see of classes, a line for each type and member, and what breaks them. */
class PublicApi {

    /** Every type has these, written out or not. */
    private static final Set<String> OF_ALL = ['equals', 'hashCode', 'toString'] as Set

    static List<String> of(Path classes) {
        Files.walk(classes).filter { it.toString().endsWith('.class') && !it.endsWith('package-info.class') }
            .map { Class.forName(classes.relativize(it).toString().replace('/', '.') - '.class') }
            .filter { Modifier.isPublic(it.modifiers) }.toList()
            .collectMany { lines(it) }.sort().unique()
    }

    /** The lines of types and of all types that they show, as far as those are in some packages. */
    static List<String> shownBy(List<Class<?>> types, List<String> packages) {
        Set<Class<?>> shown = [] as LinkedHashSet
        Deque<Class<?>> open = new ArrayDeque<>(types)
        while (!open.empty) {
            Class<?> type = open.pop()
            if (shown.add(type)) {
                List<Type> named = above(type) + members(type).collectMany { typesOf(it) }
                open.addAll(classesOf(named).findAll { Modifier.isPublic(it.modifiers) && packages.any { start -> it.packageName.startsWith(start) } })
            }
        }
        shown.collectMany { lines(it) }.sort().unique()
    }

    /**
     * Sentences on what a plugin that was built for the older lines misses among the newer ones: it
     * calls what is gone, or has to implement what it has never heard of.
     */
    static List<String> breaks(List<String> older, List<String> newer) {
        Set<String> there = newer.collect { plain(it) } as Set
        Set<String> known = older.collect { type(it) } as Set
        Set<String> demanded = older.findAll { abstractMember(it) } as Set
        older.findAll { !there.contains(plain(it)) }.collect { "gone: $it" as String } +
            newer.findAll { abstractMember(it) && known.contains(type(it)) && !demanded.contains(it) }.collect { "must be implemented: $it" as String }
    }

    private static List<String> lines(Class<?> type) {
        List<String> above = above(type).collect { "$type.name: is $it.typeName" as String }
        List<String> members = members(type).collect { "$type.name: ${member(it)}" as String }
        ["$type.name: ${kind(type)}" as String] + above + members
    }

    private static List<Type> above(Class<?> type) {
        ([type.genericSuperclass] + type.genericInterfaces.toList()).findAll { it != null && it != Object }
    }

    private static List<Member> members(Class<?> type) {
        [type.declaredFields, type.declaredConstructors, type.declaredMethods].collectMany { it.toList() }
            .findAll { (Modifier.isPublic(it.modifiers) || Modifier.isProtected(it.modifiers)) && !it.synthetic && !OF_ALL.contains(it.name) }
    }

    private static List<Type> typesOf(Field field) {
        [field.genericType]
    }

    private static List<Type> typesOf(Constructor<?> made) {
        made.genericParameterTypes.toList() + made.genericExceptionTypes.toList()
    }

    private static List<Type> typesOf(Method method) {
        [method.genericReturnType] + method.genericParameterTypes.toList() + method.genericExceptionTypes.toList()
    }

    private static Set<Class<?>> classesOf(List<Type> types) {
        types.collectMany { classes(it) } as LinkedHashSet
    }

    // Not by a switch: a class is no case of Class.
    private static Set<Class<?>> classes(Type type) {
        if (type instanceof Class) {
            return [type.array ? type.componentType : type] as Set
        }
        if (type instanceof ParameterizedType) {
            return classesOf([type.rawType] + type.actualTypeArguments.toList())
        }
        if (type instanceof WildcardType) {
            return classesOf(type.upperBounds.toList() + type.lowerBounds.toList())
        }
        type instanceof GenericArrayType ? classes(type.genericComponentType) : [] as Set
    }

    private static String kind(Class<?> type) {
        String kind = type.interface ? 'interface' : type.enum ? 'enum' : type.record ? 'record' : 'class'
        boolean closed = Modifier.isFinal(type.modifiers) && kind == 'class' || type.sealed
        (closed ? 'closed ' : '') + (Modifier.isAbstract(type.modifiers) && kind == 'class' ? 'abstract ' : '') + kind
    }

    private static String member(Field field) {
        "${words(field.modifiers)}$field.genericType.typeName $field.name"
    }

    private static String member(Constructor<?> made) {
        "${words(made.modifiers)}new${parameters(made)}"
    }

    private static String member(Method method) {
        "${words(method.modifiers)}$method.genericReturnType.typeName $method.name${parameters(method)}"
    }

    private static String parameters(Executable of) {
        '(' + of.genericParameterTypes.collect { Type it -> it.typeName }.join(', ') + ')'
    }

    private static String words(int modifiers) {
        ['abstract', 'static', 'protected'].findAll { Modifier.toString(modifiers).split(' ').contains(it) }.collect { "$it " }.join()
    }

    private static boolean abstractMember(String line) {
        line.contains(': abstract ') && line.contains('(')
    }

    private static String plain(String line) {
        line.replace(': abstract ', ': ')
    }

    private static String type(String line) {
        line.substring(0, line.indexOf(':'))
    }
}
