package dev.aistreaming.spring.webflux;

import dev.aistreaming.spring.StreamBytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what streams publish: the head with the first piece, and each piece at once. */
public final class StreamBytesWriter implements HttpMessageWriter<StreamBytes> {

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.TEXT_EVENT_STREAM, MediaType.ALL);
    }

    /** Ignores what the browser accepts, because the stream's format decides what it gets. */
    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return StreamBytes.class.equals(elementType.toClass());
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends StreamBytes> pieces,
            ResolvableType elementType,
            @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message,
            Map<String, Object> hints) {
        // the response is committed when the first piece has been mapped, so an earlier failure still has its status
        return message.writeAndFlushWith(Flux.from(pieces).map(piece -> Mono.just(begin(piece, message))));
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends StreamBytes> pieces,
            ResolvableType actualType,
            ResolvableType elementType,
            @Nullable MediaType mediaType,
            ServerHttpRequest request,
            ServerHttpResponse response,
            Map<String, Object> hints) {
        // the server would not ask for the body of a HEAD response, and so not for its headers either
        return HttpMethod.HEAD.equals(request.getMethod())
                ? Flux.from(pieces)
                        .next()
                        .doOnNext(piece -> begin(piece, response))
                        .then(Mono.defer(response::setComplete))
                : write(pieces, elementType, mediaType, response, hints);
    }

    private static DataBuffer begin(StreamBytes piece, ReactiveHttpOutputMessage message) {
        StreamBytes.Head head = piece.head();
        if (head != null) {
            if (message instanceof ServerHttpResponse response && head.status() != 200) {
                response.setStatusCode(HttpStatusCode.valueOf(head.status()));
            }
            message.getHeaders().remove("Content-Type");
            head.headers().forEach(message.getHeaders()::set);
        }
        return message.bufferFactory().wrap(piece.bytes());
    }
}
