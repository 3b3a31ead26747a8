package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** However many decorators there are, the text of an answer is held once. */
class OneCopyTests {

    private static final int PIECES = 500;
    private static final String PIECE = "0123456789";

    @AutoClose
    private final Scripts scripts = new Scripts();

    private ChatProvider wrapped(ChatProvider provider) {
        ChatProvider patient = new TimeoutProvider(provider, Timeouts.DEFAULTS, scripts.threads);
        ChatProvider stubborn = new RetryProvider(patient, RetryPolicy.DEFAULTS, scripts.threads);
        ChatProvider limited = new LimitProvider(
                new TimeoutProvider(stubborn, Timeouts.DEFAULTS, scripts.threads),
                new AnswerLimits(1_000_000, 1_000_000, 10));
        return new FallbackProvider(limited, List.of(), FallbackPipeline.DEFAULT_CODES, scripts.threads);
    }

    /** Counts copies when all has arrived but the end; it keeps nothing itself. */
    private static int copies(ChatProvider provider) {
        ChatCall call = provider.newCall(ChatRequest.of("Hello?"));
        AtomicInteger copies = new AtomicInteger();
        RecordingListener listener = new RecordingListener() {
            private int arrived;

            @Override
            public void onEvent(StreamEvent event) {
                if (event instanceof StreamEvent.Content && ++arrived == PIECES) {
                    copies.set(textsIn(call));
                }
            }
        };
        call.start(listener);
        listener.await();
        assertThat(listener.response().content()).hasSize(PIECES * PIECE.length());
        return copies.get();
    }

    /** How many texts as long as the answer can be reached from there by way of this library's objects. */
    private static int textsIn(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        int texts = 0;
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (!seen.add(object)) {
                continue;
            }
            if (object instanceof CharSequence text) {
                texts += text.length() >= PIECES * PIECE.length() ? 1 : 0;
            } else if (object instanceof AtomicReference<?> reference) {
                addTo(open, reference.get());
            } else if (object instanceof Iterable<?> all) {
                all.forEach(each -> addTo(open, each));
            } else if (!(object instanceof Enum)) {
                open.addAll(fields(object));
            }
        }
        return texts;
    }

    private static void addTo(Deque<Object> open, @Nullable Object object) {
        if (object != null) {
            open.add(object);
        }
    }

    private static List<Object> fields(Object object) {
        List<Object> values = new ArrayList<>();
        for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Object value = Modifier.isStatic(field.getModifiers()) ? null : value(field, object);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.aistreaming.");
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(field + " cannot be read", e);
        }
    }

    private static String[] pieces() {
        String[] pieces = new String[PIECES];
        Arrays.fill(pieces, PIECE);
        return pieces;
    }

    @Test
    void ofAnAnswerIsHeldWhileItGrows() {
        StringBuilder body = new StringBuilder(OpenAiWire.opening());
        for (String piece : pieces()) {
            body.append(OpenAiWire.text(piece));
        }
        try (ScriptedServer server = ScriptedServer.streaming(body.toString(), OpenAiWire.ending())) {
            assertThat(copies(wrapped(scripts.openAi(server.url())))).isEqualTo(1);
        }
    }
}
