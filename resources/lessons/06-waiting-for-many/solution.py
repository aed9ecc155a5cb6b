import asyncio


async def fetch_page(n):
    await asyncio.sleep(n / 100)
    return f"page {n}"


async def main():
    pages = [fetch_page(n) for n in [5, 4, 3, 2, 1]]
    for page in asyncio.as_completed(pages):
        print(await page)


asyncio.run(main())
