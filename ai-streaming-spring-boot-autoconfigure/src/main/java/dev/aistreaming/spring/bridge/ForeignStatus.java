package dev.aistreaming.spring.bridge;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP response that a client library's exception tells of. Each of the many clients below other libraries has exceptions of its own, and
 * all have a status and a body by one of a few names, so they are asked by name: none of them has to be on the class path.
 *
 * @param status the response's status; {@code null} where the error came in the midst of an answer, whose status tells nothing of it
 * @param body its body, or what the exception says
 */
record ForeignStatus(@Nullable Integer status, @Nullable String body) {

    private static final String[] STATUS = {"statusCode", "getStatusCode", "getRawStatusCode", "code"};
    private static final String[] BODY = {"body", "getResponseBodyAsString"};

    /** As Spring AI's own exceptions write it. */
    private static final Pattern WRITTEN = Pattern.compile("^(?:HTTP )?([45]\\d\\d)\\b");

    /** That of the failure or of the nearest of its causes that tells of one. */
    static @Nullable ForeignStatus of(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            Integer status = status(cause);
            if (status != null) {
                return new ForeignStatus(status < 300 ? null : status, body(cause));
            }
        }
        return null;
    }

    /** As it was sent; or made anew of what a client has read of it. */
    private static @Nullable String body(Throwable cause) {
        if (ask(cause, BODY) instanceof CharSequence body) {
            return body.toString();
        }
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        for (String name : new String[] {"type", "code"}) {
            if (ask(cause, name) instanceof Optional<?> told && told.isPresent()) {
                error.put(name, told.get().toString());
            }
        }
        if (error.isEmpty()) {
            return cause.getMessage();
        }
        error.put("message", cause.getMessage());
        return JsonNodeFactory.instance.objectNode().set("error", error).toString();
    }

    private static @Nullable Integer status(Throwable cause) {
        Object told = ask(cause, STATUS);
        Integer status = told instanceof HttpStatusCode code
                ? Integer.valueOf(code.value())
                : told instanceof Integer number ? number : null;
        if (status != null && status >= 200 && status < 600) {
            return status;
        }
        boolean springAis = cause.getClass().getSimpleName().endsWith("TransientAiException");
        Matcher written = WRITTEN.matcher(springAis && cause.getMessage() != null ? cause.getMessage() : "");
        return written.find() ? Integer.valueOf(written.group(1)) : null;
    }

    private static @Nullable Object ask(Throwable cause, String... names) {
        for (String name : names) {
            try {
                Method method = cause.getClass().getMethod(name);
                if (method.canAccess(cause)) {
                    Object value = method.invoke(cause);
                    if (value != null) {
                        return value;
                    }
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                // it is not one of those
            }
        }
        return null;
    }
}
