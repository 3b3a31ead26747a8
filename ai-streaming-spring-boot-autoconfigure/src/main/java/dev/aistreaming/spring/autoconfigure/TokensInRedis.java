package dev.aistreaming.spring.autoconfigure;

import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the tokens of clients are counted in Redis: if that is configured, or by default if answers are kept there. */
final class TokensInRedis implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isWanted(context.getEnvironment());
    }

    static boolean isWanted(Environment environment) {
        String store = environment.getProperty("ai.streaming.limits.tokens-per-client.store");
        boolean keeps = environment.getProperty("ai.streaming.resume.enabled", Boolean.class, false);
        return "redis"
                .equalsIgnoreCase(
                        store == null && keeps ? environment.getProperty("ai.streaming.resume.store") : store);
    }

    /** Matches if tokens are not counted in Redis. */
    static final class Not extends NoneNestedConditions {
        Not() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(TokensInRedis.class)
        static final class InRedis {}
    }
}
