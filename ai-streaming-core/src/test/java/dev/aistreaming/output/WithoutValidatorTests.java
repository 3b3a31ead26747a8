package dev.aistreaming.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WithoutValidatorTests {

    /** Loads this package itself, and has no validator. */
    private static final class Bare extends ClassLoader {

        Bare() {
            super(SchemaCheck.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.networknt.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.startsWith("dev.aistreaming.output.")) {
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
    void objectsAreOnlyBoundToTheirType() throws Exception {
        Class<?> types = new Bare().loadClass(ExpectedTypes.class.getName());
        Object expectedTypes = types.getConstructor(JsonMapper.class).newInstance(JsonMapper.shared());
        Object type = types.getMethod("ofSchema", String.class)
                .invoke(expectedTypes, "{\"type\":\"object\",\"required\":[\"a\"]}");
        Method read = type.getClass().getMethod("read", String.class);

        assertThat((JsonNode) read.invoke(type, "{}")).hasToString("{}");
    }
}
