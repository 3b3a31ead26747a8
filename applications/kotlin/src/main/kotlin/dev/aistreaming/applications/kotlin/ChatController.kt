package dev.aistreaming.applications.kotlin

import dev.aistreaming.spring.AiService
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestBody
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter

data class Question(
    val question: String,
    val temperature: Double? = null,
    val history: List<Turn> = emptyList(),
)

data class Turn(val role: String, val content: String)

@RestController
class ChatController(private val ai: AiService) {

    @PostMapping("/chat")
    fun chat(@RequestBody body: Question): SseEmitter {
        val task = ai.task()
            .system("You answer in one sentence.")
            .temperature(body.temperature)
            .option("reasoning_effort", "low")
            .tools("weather")
        body.history.forEach { task.message(it.role, it.content) }
        return task.prompt(body.question).stream()
    }
}
