// The button does the same; a program that only fetches the page, such as the preview of a chat, does neither.
document.getElementById("enter").requestSubmit();
