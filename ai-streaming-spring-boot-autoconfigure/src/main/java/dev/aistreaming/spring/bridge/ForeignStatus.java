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
 * The HTTP response behind an exception of a client library. Other libraries use many clients, each with its own exceptions. All of them
 * have a status and a body under one of a few names, so they are read by name, and none has to be on the class path.
 *
 * @param status the status of the response; {@code null} if the error came in the middle of an answer, whose status says nothing about it
 * @param body the body, or the message of the exception
 */
record ForeignStatus(@Nullable Integer status, @Nullable String body) {

    private static final String[] STATUS = {"statusCode", "getStatusCode", "getRawStatusCode", "code"};
    private static final String[] BODY = {"body", "getResponseBodyAsString"};

    /** The form of Spring AI's own exceptions. */
    private static final Pattern WRITTEN = Pattern.compile("^(?:HTTP )?([45]\\d\\d)\\b");

    /** Returns the response behind the failure or the nearest of its causes that has one. */
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

    /** Returns the body as it was sent, or rebuilds it from what a client has parsed. */
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
                // not one of those exceptions
            }
        }
        return null;
    }
}
