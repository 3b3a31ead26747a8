package dev.aistreaming.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class WithoutGeneratorTests {

    /** Loads this package itself, and has no generator. */
    private static final class Bare extends ClassLoader {

        Bare() {
            super(JsonSchemas.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.github.victools.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.startsWith("dev.aistreaming.schema.")) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void namesTheDependencyThatIsMissing() throws Exception {
        Class<?> schemas = new Bare().loadClass(JsonSchemas.class.getName());

        assertThatThrownBy(() -> schemas.getConstructor().newInstance())
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.github.victools:jsonschema-generator")
                .hasMessageContaining("com.github.victools:jsonschema-module-jackson");
    }
}
