package io.balsam.server

import io.balsam.engine.domain.FunctionCode
import io.balsam.engine.domain.Hook
import io.balsam.engine.domain.MoldableLimits
import java.lang.reflect.Constructor
import java.lang.reflect.ParameterizedType
import java.lang.reflect.RecordComponent
import java.lang.reflect.Type
import java.nio.file.Path
import java.time.Duration
import java.time.Instant

/** A value of any type of the wire, with something in each of its properties. */
class WireSample {

    /** Values of types that are no records. */
    private static final Map<Class<?>, Object> PLAIN = [
        (String): 'text', (Object): 'anything', (Path): Path.of('/site/file'), (Instant): Instant.parse('2026-01-02T03:04:05.678901Z'),
        (Duration): Duration.ofMillis(1500), (OptionalLong): OptionalLong.of(7), (OptionalInt): OptionalInt.of(7),
        (boolean): true, (Boolean): true, (int): 7, (Integer): 7, (long): 7L, (Long): 7L, (double): 1.5d, (Double): 1.5d,
        (MoldableLimits): new MoldableLimits(OptionalDouble.of(7.5), 0.5),
        (Hook): { job -> null } as Hook, (FunctionCode): { arguments, job -> null } as FunctionCode,
    ]

    static Object of(Type type) {
        if (type instanceof ParameterizedType) {
            return ofMany((Class<?>) type.rawType, type.actualTypeArguments as List<Type>)
        }
        Class<?> kind = (Class<?>) type
        if (PLAIN.containsKey(kind)) {
            return PLAIN[kind]
        }
        if (kind.enum) {
            return kind.enumConstants[0]
        }
        if (kind.sealed) {
            return of(kind.permittedSubclasses[0])
        }
        assert kind.record: "say in PLAIN what a $kind is"
        RecordComponent[] parts = kind.recordComponents
        Constructor<?> made = kind.getDeclaredConstructor(parts*.type as Class<?>[])
        made.accessible = true
        made.newInstance(parts.collect { of(it.genericType) } as Object[])
    }

    private static Object ofMany(Class<?> kind, List<Type> of) {
        switch (kind) {
            case List: return [WireSample.of(of[0])]
            case Set: return [WireSample.of(of[0])] as Set
            case Optional: return Optional.of(WireSample.of(of[0]))
            case Map: return [(WireSample.of(of[0])): WireSample.of(of[1])]
        }
        throw new AssertionError("say what a $kind is" as Object)
    }
}
