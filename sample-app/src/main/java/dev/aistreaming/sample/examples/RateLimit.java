package dev.aistreaming.sample.examples;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 10. Rate limits per user: three questions a minute, then status 429 with Retry-After. */
@RestController
class RateLimit {

    private static final int PER_MINUTE = 3;

    private final AiService ai;
    private final RateLimitBuckets buckets = new RateLimitBuckets(() -> Bucket.builder()
            .addLimit(limit -> limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
            .build());

    RateLimit(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/rate-limit")
    SseEmitter ask(@RequestParam String question, HttpServletRequest request) {
        ConsumptionProbe probe = buckets.of(user(request)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw AiException.of(ErrorCode.RATE_LIMITED)
                    .userMessage("That were three questions in a minute. Please wait.")
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()))
                    .build();
        }
        return ai.stream(question);
    }

    private static String user(HttpServletRequest request) {
        String name = request.getRemoteUser();
        return name == null ? request.getRemoteAddr() : name;
    }
}
